// The files that URLs in generated values lead to: pictures of people and things, and pages. Each is drawn from its path.
import { avatarOf, pictureOf } from '../../contract/sample/images.ts';

interface SampleFile {
  readonly mediaType: string;
  readonly body: string;
}

const FILE = /^(avatar|image|page)\/([a-z0-9-]{1,100})(\.svg)?$/;

/** @param path below the path of all sample files. Undefined if there is no such file */
export function sampleFile(path: string): SampleFile | undefined {
  const found = FILE.exec(path);
  if (!found) return undefined;
  const [, kind, slug = ''] = found;
  // Only letters, digits and spaces, so nothing has to be escaped.
  const words = slug.replace(/-+/g, ' ').trim();
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  if (kind === 'page') return { mediaType: 'text/html; charset=utf-8', body: pageOf(label) };
  return { mediaType: 'image/svg+xml', body: kind === 'avatar' ? avatarOf(label) : pictureOf(label) };
}

function pageOf(title: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<title>${title}</title>`,
    `<h1>${title}</h1>`,
    '<p>A generated value leads to this page.</p>',
    '</html>',
    '',
  ].join('\n');
}
