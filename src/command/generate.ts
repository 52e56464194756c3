// `standin generate`: writes types, validators and a first file of handlers. The handlers are never overwritten.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateForProject } from '../codegen/generate.ts';
import { withoutUserInfo } from '../contract/document/location.ts';
import { ensureWritableFolder } from '../ensure-folder.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { Values } from '../options.ts';

export async function generate({ out }: Values<'generate'>, document: string): Promise<void> {
  const start = performance.now();
  await ensureWritableFolder(out).catch(({ message }: Error) => {
    const what = `Nothing can be written to ${JSON.stringify(out)}: ${message}`;
    throw new SetupError({ code: 'OPTION_INVALID', what, advice: 'Use --out with another folder' });
  });
  const { files, operations } = await generateForProject(
    document,
    `standin generate ${withoutUserInfo(document)} --out ${out}`,
  );
  for (const { name, text, once } of files) {
    const path = join(out, name);
    const existing = await existingText(path);
    const kept = existing === text ? 'unchanged' : once && existing !== undefined ? 'not changed' : undefined;
    if (kept === undefined) await writeFile(path, text);
    console.log(
      `${path}  ${counted(linesIn(kept === undefined ? text : (existing ?? '')), 'line')}  ${kept ?? 'written'}`,
    );
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${counted(operations, 'operation')} in ${seconds} s`);
}

/** Undefined if there is no file. @throws SetupError for one that cannot be read: it could be the user's */
async function existingText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const what = `${JSON.stringify(path)} cannot be read: ${(error as Error).message}`;
    throw new SetupError({ code: 'OPTION_INVALID', what, advice: 'Use --out with another folder' });
  }
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
