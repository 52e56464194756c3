// Microsoft's services ignore the case of names in paths and of query options, and Graph also takes two slashes for one. Values and
// ids keep their case. A URL gets the spelling of the document before anything else reads it.
// https://learn.microsoft.com/graph/use-the-api
import type { Contract } from '../contract/contract.ts';

/** A segment of the declared paths, with the segments that can follow it. */
interface Segments {
  readonly named: Map<string, { readonly name: string; readonly next: Segments }>;
  parameter: Segments | undefined;
  /** Whether a path ends here. */
  isEnd: boolean;
}

export interface SpellingRules {
  /** Other paths of the operation at a path. */
  readonly aliases?: ((path: string) => readonly string[]) | undefined;
  /** Whether consecutive slashes in a path count as one. */
  readonly foldsSlashes: boolean;
}

/** Returns a function that spells a URL, a path with its query, as the document does. Other URLs do not change. */
export function urlSpelling(contract: Contract, { aliases, foldsSlashes }: SpellingRules): (url: string) => string {
  let declared: Segments | undefined;
  let lastUrl = '';
  let lastResult = '';
  // Clients send the same URL again and again.
  return (url) => {
    if (url === lastUrl) return lastResult;
    declared ??= declaredSegments(contract, aliases);
    const mark = url.indexOf('?');
    const received = mark < 0 ? url : url.slice(0, mark);
    const path = foldsSlashes ? received.replace(/\/{2,}/g, '/') : received;
    const query = mark < 0 ? '' : url.slice(mark).replace(OPTION, (option) => option.toLowerCase());
    lastUrl = url;
    lastResult = spelled(path, declared) + query;
    return lastResult;
  };
}

/** The name of a system query option, such as `$Select`. */
const OPTION = /(?<=[?&])(?:\$|%24)[A-Za-z]+(?==|&|$)/g;

function declaredSegments({ operations }: Contract, aliases: SpellingRules['aliases']): Segments {
  const root = newSegments();
  for (const { path, bases } of operations) {
    for (const one of [path, ...(aliases?.(path) ?? [])]) {
      for (const base of bases) add(root, `${base}${one}`);
    }
  }
  // A client reaches these with any case, too.
  for (const base of new Set(operations.flatMap(({ bases }) => bases))) {
    for (const own of ['$batch', '$metadata']) add(root, `${base}/${own}`);
  }
  return root;
}

function newSegments(): Segments {
  return { named: new Map(), parameter: undefined, isEnd: false };
}

function add(root: Segments, path: string): void {
  let at = root;
  for (const name of path.split('/').slice(1)) {
    if (name.includes('{')) {
      at.parameter ??= newSegments();
      at = at.parameter;
    } else {
      const known = at.named.get(name.toLowerCase()) ?? { name, next: newSegments() };
      at.named.set(name.toLowerCase(), known);
      at = known.next;
    }
  }
  at.isEnd = true;
}

/** A path can begin with a world and a mount. */
const MAX_BEFORE = 4;

function spelled(path: string, declared: Segments): string {
  const segments = path.split('/').slice(1);
  for (let start = 0; start < Math.min(segments.length, MAX_BEFORE); start += 1) {
    const found = follow(declared, segments, start);
    if (found) return `/${[...segments.slice(0, start), ...found].join('/')}`;
  }
  return path;
}

/** The segments from an index on, as the document spells them; undefined if no path of the document has them. */
function follow(at: Segments, segments: readonly string[], index: number): readonly string[] | undefined {
  const segment = segments[index];
  if (segment === undefined) return at.isEnd ? [] : undefined;
  const named = at.named.get(segment.toLowerCase());
  const rest = named && follow(named.next, segments, index + 1);
  if (rest) return [named.name, ...rest];
  const other = at.parameter && segment !== '' ? follow(at.parameter, segments, index + 1) : undefined;
  return other && [segment, ...other];
}
