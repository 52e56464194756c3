// The step that reads path, query, headers and cookies: parameters become valid values.

import { sentenceWithValue } from '../../contract/validation/violations.ts';
import type { Pair } from '../../contract/wire/deserialize.ts';
import type { ParameterValues } from '../../contract/wire/read-parameters.ts';
import { nearest } from '../../edit-distance.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isPreference, preferredIn, queryPairs } from '../syntax/preferences.ts';
import type { Exchange, Routed } from './exchange.ts';
import type { OperationPlan } from './plan.ts';

const NO_PAIRS: readonly Pair[] = Object.freeze([]);

/** @throws HttpError PARAMETER_INVALID, PREFERENCE_INVALID or REQUEST_MALFORMED */
export function readParameters(exchange: Exchange): void {
  const { request, input, route } = exchange as Routed;
  const { plan } = route;
  const { headers } = request;
  const query = request.query === '' ? NO_PAIRS : queryPairs(request.query);
  const asks = query !== NO_PAIRS || headers.prefer !== undefined;
  if (asks && plan.takesPreferences) input.preferred = preferredIn(headers.prefer?.toString(), query);
  if (plan.readForm && (asks || headers.accept?.includes('metadata'))) {
    input.form = plan.readForm({ query, accept: headers.accept, prefer: headers.prefer?.toString() });
  }
  noteUndeclared(exchange as Routed, query);
  if (!plan.readParameters) return;
  const { values, violations } = plan.readParameters({ path: route.parameters, query, headers });
  if (violations.length > 0) {
    const [first] = violations as [Violation];
    const message = sentenceWithValue(first, 'parameter', values[first.in as keyof ParameterValues]);
    throw new HttpError({ code: 'PARAMETER_INVALID', message, violations });
  }
  input.parameters = values;
}

/** @throws HttpError PARAMETER_INVALID if the document allows no other query parameters */
function noteUndeclared({ document, request, input, route: { plan } }: Routed, query: readonly Pair[]): void {
  if (query !== NO_PAIRS) {
    const names = plan
      .undeclaredQuery(query)
      .filter((name) => !(plan.takesPreferences && isPreference(name)) && !input.form?.names.has(name));
    if (names.length > 0 && document.refusesUndeclaredQuery) throw undeclaredQuery(names, plan);
    if (names.length > 0) input.notes = names.map((name) => `query ${name}`);
  }
  const unknown = plan.undeclaredHeaders(request.headers);
  if (unknown.length > 0) input.notes = [...input.notes, ...unknown.map((name) => `header ${name}`)];
}

function undeclaredQuery(names: readonly string[], { operation }: OperationPlan): HttpError {
  const declared = operation.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : []));
  const near = nearest(names[0] as string, declared);
  const known = declared.length === 0 ? 'The operation has none' : `Declared: ${declared.join(', ')}`;
  const message = `The query parameter '${names[0]}' is not declared. ${near === undefined ? `${known}.` : `Did you mean '${near}'?`}`;
  const violations = names.map((name): Violation => {
    return { in: 'query', pointer: appendTokens('', name), rule: 'additionalProperties', message: 'is not declared' };
  });
  return new HttpError({ code: 'PARAMETER_INVALID', message, violations });
}
