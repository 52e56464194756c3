// `standin init`: writes a starter into the current folder. Existing files are not changed.
import { nextSteps, writeStarter } from '../codegen/starter.ts';

export async function init(document = 'openapi.yaml'): Promise<void> {
  for (const { path, outcome } of await writeStarter(process.cwd(), document)) console.log(`${path}  ${outcome}`);
  for (const step of await nextSteps(process.cwd())) console.log(`next: ${step}`);
}
