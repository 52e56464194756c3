// `standin init`: writes a starter into the current folder. Existing files are not changed.
import { existsSync } from 'node:fs';
import { nextSteps, writeStarter } from '../codegen/starter.ts';
import { missingFile } from '../errors/missing-file.ts';

/** @param given a document that exists; without it, the one that the user is going to write @throws SetupError DOCUMENT_UNREADABLE */
export async function init(given?: string): Promise<void> {
  if (given !== undefined && !URL.canParse(given) && !existsSync(given)) {
    throw missingFile('DOCUMENT_UNREADABLE', given, 'Use the path of an OpenAPI document');
  }
  const document = given ?? 'openapi.yaml';
  for (const { path, outcome } of await writeStarter(process.cwd(), document)) console.log(`${path}  ${outcome}`);
  if (given === undefined && !existsSync(document)) console.log(`next: write ${document}`);
  for (const step of await nextSteps(process.cwd())) console.log(`next: ${step}`);
}
