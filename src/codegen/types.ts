// Prints the types of a document with openapi-typescript. `patternProperties` are left out: they would become an index
// signature, and then every misspelt property would compile.
//
// The published file contains openapi-typescript and TypeScript: scripts/build.mjs bundles them into it.
import openapiTS, { astToString } from 'openapi-typescript';
import type { Contract } from '../contract/contract.ts';
import { walk } from '../contract/document/grammar.ts';
import { isObject, type Json } from '../json/value.ts';

export async function printTypes({ document }: Contract): Promise<string> {
  const copy = structuredClone(document);
  walk({ kind: 'document', node: copy, pointer: '' }, ({ kind, node }) => {
    if (kind === 'schema' && isObject(node)) delete (node as Record<string, Json>).patternProperties;
    return undefined;
  });
  return astToString(await openapiTS(copy as never, { silent: true }));
}
