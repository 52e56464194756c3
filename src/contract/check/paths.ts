// The paths of a document: that there are any, and what clients can never send.
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type MutableObject } from '../../json/value.ts';
import type { Bundle } from '../document/bundle.ts';
import type { Findings } from '../document/findings.ts';
import type { Visit } from '../document/grammar.ts';

/** Checks the keys of `paths`. A path without a leading slash gets one. */
export function checkPaths(place: Visit, findings: Findings, { aliases }: Bundle): void {
  const { paths, webhooks, components } = place.node as MutableObject;
  if (paths === undefined && webhooks === undefined && components === undefined) {
    const problem = {
      code: 'DOCUMENT_INVALID',
      what: 'The document has no paths',
      advice: 'Add at least one path',
    } as const;
    findings.fault(place, problem, '/paths');
  }
  if (!isObject(paths)) return;
  for (const path of Object.keys(paths)) {
    if (path.startsWith('x-')) continue;
    const at = appendTokens('/paths', path);
    if (!path.startsWith('/')) {
      addSlash(paths as MutableObject, path, at, findings);
      aliases.set(appendTokens('/paths', `/${path}`), { pointer: at, within: '/paths' });
    }
    const [, expressName] = /\/:(\w+)/.exec(path) ?? [];
    if (expressName !== undefined) {
      const advice = path.replaceAll(/\/:(\w+)/g, '/{$1}');
      findings.warn(at, `:${expressName} is literal text in a path; did you mean ${advice}?`);
    }
    if (path.includes('#')) findings.warn(at, `the path ${path} has a fragment, which clients do not send`);
    else if (path.includes('?'))
      findings.warn(at, `the path ${path} has a query, which is no part of a path; declare its parameters`);
  }
}

function addSlash(paths: MutableObject, path: string, at: string, findings: Findings): void {
  const fixed = `/${path}`;
  if (Object.hasOwn(paths, fixed)) delete paths[path];
  else {
    const entries = Object.entries(paths).map(([key, item]) => [key === path ? fixed : key, item] as const);
    for (const key of Object.keys(paths)) delete paths[key];
    Object.assign(paths, Object.fromEntries(entries));
  }
  findings.warn(at, `the path ${JSON.stringify(path)} does not begin with a slash; it is served as ${fixed}`);
}
