// JSON Pointers (RFC 6901): to tokens, from tokens, and to the value that a pointer names.
import { isObject, type Json } from './value.ts';

/** One reference token, escaped for use in a pointer. */
function escapeToken(token: string): string {
  // This runs for every object of a document, and hardly any name needs escaping.
  return /[~/]/.test(token) ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

/** Returns `pointer` with more reference tokens at its end. */
export function appendTokens(pointer: string, ...tokens: readonly (string | number)[]): string {
  let extended = pointer;
  for (const token of tokens) extended += `/${typeof token === 'number' ? token : escapeToken(token)}`;
  return extended;
}

function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

/** The unescaped reference tokens of a pointer; the empty pointer has none. */
export function tokensOf(pointer: string): string[] {
  if (pointer === '') return [];
  const tokens = pointer.slice(1).split('/');
  return pointer.includes('~') ? tokens.map(unescapeToken) : tokens;
}

/** The value that `pointer` names inside `root`, or undefined if it does not exist. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of tokensOf(pointer)) {
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, token)) value = value[token];
    else return undefined;
  }
  return value;
}

/** The pointer with `*` instead of indexes of lists. */
export function withAnyIndex(pointer: string): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/*');
}

/**
 * A pointer as people write it: `items[0].sku`, or `documents[""]["/owners/4"].name` for names that need quotes. Reports have `*`
 * for any index, which becomes `items[].sku`.
 */
export function propertyPath(pointer: string): string {
  return tokensOf(pointer).reduce((path, token) => {
    if (token === '*') return `${path}[]`;
    if (/^\d+$/.test(token)) return `${path}[${token}]`;
    if (token === '' || token.includes('/')) return `${path}[${JSON.stringify(token)}]`;
    return path === '' ? token : `${path}.${token}`;
  }, '');
}

/**
 * The pointer in the fragment of a reference (RFC 6901, section 6). A fragment that cannot be decoded is returned as it
 * is.
 */
export function decodeFragment(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
