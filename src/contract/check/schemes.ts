// Security schemes that are required and not declared. Nobody can know their credential, so they count as satisfied.
import { nearest } from '../../edit-distance.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { Findings } from '../document/findings.ts';
import { childrenOf } from '../document/grammar.ts';
import { resolve } from '../document/resolve.ts';

/**
 * Removes schemes without a declaration from the requirements of a document and its operations. The others are still required.
 * @param reported names without a warning: their declaration had a fault
 */
export function dropUndeclaredSchemes(document: JsonObject, reported: readonly string[], findings: Findings): void {
  const schemes = declaredSchemes(document);
  const drop = ({ security }: JsonObject, pointer: string) => {
    for (const requirement of Array.isArray(security) ? security.filter(isObject) : []) {
      for (const name of Object.keys(requirement)) {
        if (Object.hasOwn(schemes, name)) continue;
        delete (requirement as MutableObject)[name];
        if (reported.includes(name)) continue;
        findings.warnOnce(`scheme ${name}`, appendTokens(pointer, 'security'), (more) =>
          undeclared(name, schemes, more),
        );
      }
    }
  };
  drop(document, '');
  for (const [path, own] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    const item = resolve(document, appendTokens('/paths', path), own);
    for (const { node, pointer } of childrenOf({ kind: 'pathItem', node: item.value, pointer: item.pointer })) {
      if (isObject(node)) drop(node, pointer);
    }
  }
}

function undeclared(name: string, schemes: JsonObject, more: string): string {
  const near = nearest(name, Object.keys(schemes));
  const hint = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
  return `the security scheme ${JSON.stringify(name)} is not declared; it counts as satisfied${more}${hint}`;
}

/** The declared schemes. Those of Swagger 2.0 are lifted already. */
export function declaredSchemes({ components }: JsonObject): JsonObject {
  const schemes = isObject(components) ? components.securitySchemes : undefined;
  return isObject(schemes) ? schemes : {};
}
