// `standin inspect`: what each operation is understood to do, and why.
import { createStandin } from '../index.ts';
import type { Values } from '../options.ts';
import { inspection } from '../startup-message.ts';
import { loadingOptions } from './loading.ts';

export async function inspect(values: Values<'inspect'>, document: string | undefined): Promise<void> {
  const standin = await createStandin(loadingOptions(document, values));
  const inspected = standin.inspect();
  const services = standin.services();
  await standin.close();
  console.log(values.json ? JSON.stringify(inspected, null, 2) : inspection(services, inspected));
}
