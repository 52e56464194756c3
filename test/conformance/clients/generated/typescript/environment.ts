// What every generated client gets: the URL of the server, and a token.
declare const process: { readonly env: Readonly<Record<string, string>> };

const { STANDIN_URL = '', STANDIN_TOKEN = '' } = process.env;

export const baseUrl = `${STANDIN_URL}/v1.0`;
export const token: string = STANDIN_TOKEN;
export const authorization = `Bearer ${token}`;

/** The part of the certificate that the clients look at. */
interface Certificate {
  readonly appleIdentifier?: string | null;
  readonly topicIdentifier?: string | null;
}

/** Fails unless a change of one property has changed this one only. */
export function expectChange(name: string, before: Certificate | undefined, after: Certificate | undefined): void {
  if (!before?.topicIdentifier) throw new Error(`${name}: GET returned ${JSON.stringify(before)}`);
  const kept = after?.topicIdentifier === before.topicIdentifier;
  if (after?.appleIdentifier !== `${name}@contoso.example` || !kept) {
    throw new Error(`${name}: PATCH returned ${JSON.stringify(after)}`);
  }
  console.log(`ok   ${name}: get, and a partial patch`);
}
