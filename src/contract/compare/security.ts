// Compares the credentials that two versions of an operation accept. Schemes are the same if requests carry them in the same way,
// whatever their names are (OpenAPI 3.1, sections 4.8.27 and 4.8.30).
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import type { Operation } from '../operation/operations.ts';
import type { AddReported, ContractComparison, OperationPair } from './reported.ts';

/** One way to authenticate: the schemes that are needed together, by how a request carries them. */
interface CredentialSet {
  readonly schemes: ReadonlyMap<string, readonly string[]>;
  readonly text: string;
}

export function compareSecurity(comparison: ContractComparison, pair: OperationPair, add: AddReported): void {
  const before = credentialSets(comparison.old, pair.old);
  const after = credentialSets(comparison.new, pair.new);
  const pointers = {
    oldPointer: securityPlace(comparison.old, pair.old),
    newPointer: securityPlace(comparison.new, pair.new),
  };
  const facts = { direction: 'request', in: 'security', ...pointers } as const;
  const needed = after.map(({ text }) => text).join(', or ');
  for (const old of before) {
    if (after.some((set) => isWithinSet(set, old))) continue;
    add({ id: 'security-stricter', ...facts, oldValue: old.text, newValue: needed });
  }
  for (const set of after) {
    const isKnown = before.some((old) => isWithinSet(old, set));
    if (!isKnown) add({ id: 'security-relaxed', ...facts, newValue: set.text });
  }
}

/** Whether a client with the credentials of the larger set has those of the smaller one. */
function isWithinSet({ schemes }: CredentialSet, larger: CredentialSet): boolean {
  return [...schemes].every(([scheme, scopes]) => {
    const given = larger.schemes.get(scheme);
    return given !== undefined && scopes.every((scope) => given.includes(scope));
  });
}

function credentialSets(document: JsonObject, { security }: Operation): readonly CredentialSet[] {
  if (security.length === 0) return [NO_CREDENTIALS];
  return security.map((requirement) => {
    const entries = Object.entries(requirement);
    if (entries.length === 0) return NO_CREDENTIALS;
    return {
      schemes: new Map(entries.map(([name, scopes]) => [carriedAs(document, name), scopes])),
      text: entries
        .map(([name, scopes]) => (scopes.length > 0 ? `${name} (${scopes.join(', ')})` : name))
        .join(' and '),
    };
  });
}

const NO_CREDENTIALS: CredentialSet = { schemes: new Map(), text: 'no credentials' };

/** How a request carries the credentials of a scheme. */
function carriedAs(document: JsonObject, name: string): string {
  const scheme = valueAt(document, appendTokens('/components/securitySchemes', name));
  if (!isObject(scheme)) return name;
  const own = scheme.type === 'apiKey' ? String(scheme.name).toLowerCase() : String(scheme.scheme ?? '').toLowerCase();
  return [scheme.type, scheme.in ?? '', own].join(' ');
}

function securityPlace(document: JsonObject, { pointer }: Operation): string {
  const own = appendTokens(pointer, 'security');
  if (valueAt(document, own) !== undefined) return own;
  return document.security === undefined ? pointer : '/security';
}
