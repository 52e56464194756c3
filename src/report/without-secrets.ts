// A recorded exchange without its secrets, for a place that other people can read. What reports and views need is left.
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import { isSecret, isSecretField, REDACTED } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';
import { redactHeaders, redactQuery, redactText, redactUrl } from './exchange-view.ts';
import { MAX_RECORDED_BYTES, type RecordedExchange } from './record.ts';

type MessageFacts = Pick<
  RecordedExchange,
  | 'query'
  | 'requestHeaders'
  | 'rawBody'
  | 'requestBody'
  | 'responseHeaders'
  | 'responseText'
  | 'responseBody'
  | 'invalidResponse'
  | 'parameters'
  | 'callbacks'
>;

/** The properties of an exchange that can contain secrets, without them. */
export function withoutSecrets(recorded: RecordedExchange): MessageFacts {
  const { keyNames, query, requestHeaders, requestBody, responseHeaders, responseText, responseBody } = recorded;
  const { rawBody, invalidResponse, parameters, callbacks } = recorded;
  const body = rawBody && Buffer.from(redactText(rawBody.toString('utf8'), keyNames));
  const headers = redactHeaders(requestHeaders, keyNames);
  const size = Number(headers['content-length'] ?? rawBody?.length);
  const looksCut = body !== undefined && size > body.length && size <= (rawBody as Buffer).length;
  return {
    query: redactQuery(query, keyNames),
    // A shorter body would look like one that was not recorded completely.
    requestHeaders: looksCut ? { ...headers, 'content-length': String(body.length) } : headers,
    rawBody: body,
    requestBody: valueWithoutSecrets(requestBody),
    responseHeaders: redactHeaders(responseHeaders, keyNames),
    responseText: responseText === undefined ? undefined : shownText(responseText, keyNames),
    responseBody: valueWithoutSecrets(responseBody),
    invalidResponse: invalidResponse && { ...invalidResponse, body: valueWithoutSecrets(invalidResponse.body) },
    parameters: parametersWithoutSecrets(parameters, keyNames),
    callbacks: callbacks.map((sent) => ({
      ...sent,
      url: sent.url === undefined ? undefined : redactUrl(sent.url),
      body: valueWithoutSecrets(sent.body),
    })),
  };
}

/** The length says whether the text was recorded completely. */
function shownText(text: string, keyNames: ReadonlySet<string>): string {
  const shown = redactText(text, keyNames);
  return text.length === MAX_RECORDED_BYTES ? shown.padEnd(MAX_RECORDED_BYTES).slice(0, MAX_RECORDED_BYTES) : shown;
}

export function parametersWithoutSecrets(values: ParameterValues, keyNames: ReadonlySet<string>): ParameterValues {
  const shown = (group: Readonly<Record<string, Json>>) =>
    Object.fromEntries(
      Object.entries(group).map(([name, value]): [string, Json] => [
        name,
        keyNames.has(name.toLowerCase()) || isSecretField(name) ? REDACTED : (valueWithoutSecrets(value) as Json),
      ]),
    );
  const { path, query, header, cookie } = values;
  return { path: shown(path), query: shown(query), header: shown(header), cookie: shown(cookie) };
}

/** Coverage counts properties, so objects and lists with such a name stay, without the values in them. */
function valueWithoutSecrets(value: Json | undefined, isHidden = false): Json | undefined {
  if (Array.isArray(value)) return value.map((one) => valueWithoutSecrets(one, isHidden) as Json);
  if (!isObject(value)) return isHidden && value !== undefined && value !== null ? REDACTED : value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]): [string, Json] => [
      name,
      valueWithoutSecrets(inner, isHidden || isSecret(name)) as Json,
    ]),
  );
}
