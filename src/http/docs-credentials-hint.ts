// What the docs page says in one sentence of the credentials that a document asks for. It holds in every world, whatever is set
// there.
import { type Contract, securitySchemePointer } from '../contract/contract.ts';
import { resolve } from '../contract/resolve.ts';
import { carrierOf } from '../security/credentials.ts';

export interface CredentialsHintOptions {
  /** Whether a click signs in. */
  readonly signsIn: boolean;
  /** Whether somebody says which credentials are good; else all that are well formed are. */
  readonly judged: boolean;
}

export function credentialsHint(contract: Contract, { signsIn, judged }: CredentialsHintOptions): string {
  const { words, optional } = credentialsOf(contract);
  if (words === undefined) return 'No credentials are asked for.';
  if (signsIn) return 'Sign in, or give a token.';
  if (optional) return `Give a ${words} where one is asked for.`;
  return judged ? `Press Authorize, and give ${article(words)}${words}.` : `Press Authorize: any ${words} will do.`;
}

interface CredentialChoice {
  /** What a person can give, undefined where nothing is asked for. */
  readonly words: string | undefined;
  /** Whether no operation insists on it. */
  readonly optional: boolean;
}

function credentialsOf({ document, operations }: Contract): CredentialChoice {
  const alternatives = operations.flatMap(({ security }) => security.map((schemes) => Object.keys(schemes)));
  const carriers = alternatives.map((names) =>
    names
      .map((name) => carrierOf(resolve(document, securitySchemePointer(name)).value))
      // A client certificate is none that a page could send.
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
