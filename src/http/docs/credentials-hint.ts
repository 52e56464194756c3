// The sentence of the docs page about the credentials that a document requires. It is true in every world, whatever its settings.
import { type Contract, securitySchemePointer } from '../../contract/contract.ts';
import { resolve } from '../../contract/document/resolve.ts';
import { carrierOf } from '../../security/credentials.ts';

export interface CredentialsHintOptions {
  /** Whether the page has a button to sign in. */
  readonly signsIn: boolean;
  /** Whether credentials are verified; if not, all well-formed ones are accepted. */
  readonly verifies: boolean;
}

export function credentialsHint(contract: Contract, { signsIn, verifies }: CredentialsHintOptions): string {
  const { words, optional } = credentialsOf(contract);
  if (words === undefined) return 'No credentials are required.';
  if (signsIn) return 'Sign in, or enter a token.';
  if (optional) return `Some operations accept ${article(words)}${words}.`;
  return verifies
    ? `Press Authorize and enter ${article(words)}${words}.`
    : `Press Authorize and enter any ${words}: all are accepted.`;
}

interface CredentialChoice {
  /** The kinds of credentials that a person can enter; undefined if none are required. */
  readonly words: string | undefined;
  /** Whether no operation requires them. */
  readonly optional: boolean;
}

function credentialsOf({ document, operations }: Contract): CredentialChoice {
  const alternatives = operations.flatMap(({ security }) => security.map((schemes) => Object.keys(schemes)));
  const carriers = alternatives.map((names) =>
    names
      .map((name) => carrierOf(resolve(document, securitySchemePointer(name)).value))
      // A page cannot send a client certificate.
      .filter(({ example }) => example.header !== undefined || example.query !== undefined),
  );
  const kinds = [...new Set(carriers.flat().map(({ noun }) => noun))];
  const together = carriers.some((needed) => needed.length > 1);
  const optional = operations.every(({ security }) => security.length === 0 || security.some(isNothing));
  if (kinds.length === 0) return { words: undefined, optional };
  return { words: together || kinds.length > 2 ? 'credential' : kinds.join(' or '), optional };
}

function isNothing(schemes: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(schemes).length === 0;
}

function article(words: string): string {
  return /^[aeiou]/i.test(words) ? 'an ' : 'a ';
}
