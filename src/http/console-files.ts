// The files of the console, as the build printed them.
import { readFile } from 'node:fs/promises';

interface ConsoleFile {
  readonly mediaType: string;
  readonly body: Buffer;
}

/** The page loads nothing from elsewhere, and sends requests to this server alone. */
export const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'main.js': 'text/javascript; charset=utf-8',
  'main.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** This file is as deep in the sources as its bundle, which is loaded on demand, is in the build. */
const FOLDER = new URL('../../dist/console/', import.meta.url);

const loaded = new Map<string, Promise<Buffer>>();

/** Undefined if the console has no file of this name. @throws Error if the package was not built */
export async function consoleFile(name: string): Promise<ConsoleFile | undefined> {
  const mediaType = Object.hasOwn(MEDIA_TYPES, name) ? MEDIA_TYPES[name] : undefined;
  if (mediaType === undefined) return undefined;
  const body = loaded.get(name) ?? readFile(new URL(name, FOLDER));
  loaded.set(name, body);
  body.catch(() => loaded.delete(name));
  return { mediaType, body: await body };
}
