// `standin generate`: writes types, validators and a first file of handlers. The handlers are never overwritten.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateForProject } from '../codegen/generate.ts';
import { withoutUserInfo } from '../contract/document/location.ts';
import { SetupError } from '../errors/setup-error.ts';
import { ensureWritableFolder } from '../http/listen/ensure-folder.ts';
import type { Values } from '../options.ts';

export async function generate({ out }: Values<'generate'>, document: string): Promise<void> {
  const files = await generateForProject(document, `standin generate ${withoutUserInfo(document)} --out ${out}`);
  await ensureWritableFolder(out).catch(({ message }: Error) => {
    const what = `Nothing can be written to ${JSON.stringify(out)}: ${message}`;
    throw new SetupError({ code: 'OPTION_INVALID', what, advice: 'Use --out with another folder' });
  });
  for (const { name, text, once } of files) {
    const path = join(out, name);
    const existing = await readFile(path, 'utf8').catch(() => undefined);
    const kept = existing === text ? 'unchanged' : once && existing !== undefined ? 'not changed' : undefined;
    if (kept === undefined) await writeFile(path, text);
    console.log(`${path}  ${kept ?? 'written'}`);
  }
}
