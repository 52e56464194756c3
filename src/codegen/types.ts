// Prints the types of a document with openapi-typescript. `patternProperties` are left out: they would become an index
// signature, and then every misspelt property would compile.
//
// The published file contains openapi-typescript and TypeScript: scripts/build.mjs bundles them into it.
import openapiTS, { astToString } from 'openapi-typescript';
import type { Contract } from '../contract/contract.ts';
import { walk } from '../contract/document/grammar.ts';
import { isObject, type JsonObject, type MutableObject } from '../json/value.ts';
import { completeMapping, referToComponents } from './components.ts';
import { EXTRA, moveExtraMethods } from './extra-methods.ts';
import { loosenDirectRecursion } from './recursion.ts';

export async function printTypes({ document }: Contract): Promise<string> {
  const copy = structuredClone(document);
  referToComponents(copy);
  moveExtraMethods(copy);
  loosenDirectRecursion(copy);
  walk({ kind: 'document', node: copy, pointer: '' }, ({ kind, node }) => {
    if (!isObject(node)) return undefined;
    if (kind === 'operation' && isObject(node.responses)) deleteExtensions(node.responses);
    if (kind !== 'schema') return undefined;
    delete (node as MutableObject).patternProperties;
    completeMapping(copy, node);
    return undefined;
  });
  const nodes = await openapiTS(copy as never, { silent: true });
  return astToString(nodes.map(withoutExtraPaths));
}

type PrintedNode = Awaited<ReturnType<typeof openapiTS>>[number];

/** The types of paths, without those of paths that only exist to print their operations. */
function withoutExtraPaths(node: PrintedNode): PrintedNode {
  const paths = node as unknown as PathsNode;
  if (paths.name?.text === 'paths' && paths.members) {
    paths.members = paths.members.filter(({ name }) => !name?.text?.startsWith(EXTRA));
  }
  return node;
}

/** The part of an interface of TypeScript that is changed. */
interface PathsNode {
  readonly name?: { readonly text?: string };
  members?: readonly { readonly name?: { readonly text?: string } }[];
}

/** openapi-typescript takes every key of a map of responses as a status. */
function deleteExtensions(responses: JsonObject): void {
  for (const key of Object.keys(responses)) if (key.startsWith('x-')) delete (responses as MutableObject)[key];
}
