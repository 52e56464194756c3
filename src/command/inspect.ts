// `standin inspect`: what each operation is understood to do, and why.
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { inspection } from '../startup-message.ts';
import { loadingOptions } from './loading.ts';
import { noStateText } from './no-state-text.ts';

export async function inspect(values: Values<'inspect'>, document: string | undefined): Promise<void> {
  const standin = await createStandin(loadingOptions(document, values));
  const inspected = standin.inspect();
  const services = standin.services();
  await standin.close();
  if (values.json) return console.log(JSON.stringify(inspected, null, 2));
  console.log(inspection(services, inspected));
  const text = noStateText(inspected);
  if (text !== '') console.log(`\n${text}`);
}
