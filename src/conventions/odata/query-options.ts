// The system query options of OData (URL Conventions 4.01, section 5.1): their names, the rules for their values, and their
// errors. They apply whether or not the document declares them.

import type { Operation } from '../../contract/operation/operations.ts';
import type { Pair } from '../../contract/wire/deserialize.ts';
import { HttpError } from '../../errors/http-error.ts';

/** Options that clients also write without the `$`. */
const WITHOUT_SIGN = ['select', 'expand', 'filter', 'orderby', 'top', 'skip', 'count', 'search'] as const;

const NAMES = [
  ...WITHOUT_SIGN,
  ...['skiptoken', 'deltatoken', 'format', 'compute', 'apply', 'index', 'schemaversion', 'levels'],
] as const;

/** Options that standin does not support. Ignoring them would return a wrong response. */
const UNSUPPORTED: readonly string[] = ['apply', 'compute', 'deltatoken'];

export type QueryOptionName = (typeof NAMES)[number];

/** The options of a request, by name without the `$`. */
export type QueryOptions = Readonly<Partial<Record<QueryOptionName, string>>>;

/** Reads the options of a query. @throws HttpError PARAMETER_INVALID for an unknown option or an invalid value */
export type QueryOptionReader = (query: readonly Pair[]) => QueryOptions;

/** Every name of an option in a query: with the `$`, and without it if the document declares no such parameter. */
export function optionNames({ parameters }: Operation): ReadonlyMap<string, QueryOptionName> {
  const declared = new Set(parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  return new Map(
    NAMES.flatMap((name): [string, QueryOptionName][] => {
      const hasShortName = WITHOUT_SIGN.some((short) => short === name) && !declared.has(name);
      return hasShortName
        ? [
            [`$${name}`, name],
            [name, name],
          ]
        : [[`$${name}`, name]];
    }),
  );
}

/** The rules for the values of options, as the end of a sentence. */
const RULES: readonly (readonly [QueryOptionName, RegExp, string])[] = [
  ['top', /^\d{1,9}$/, 'must be an integer of 0 or more'],
  ['skip', /^\d{1,9}$/, 'must be an integer of 0 or more'],
  ['count', /^(?:true|false)$/i, 'must be true or false'],
];

export function optionReader(operation: Operation): QueryOptionReader {
  const declared = new Set(operation.parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  const names = optionNames(operation);
  return (query) => {
    const options: Partial<Record<QueryOptionName, string>> = {};
    for (const { name, text } of query) {
      const option = names.get(name);
      if (option !== undefined && !declared.has(name) && UNSUPPORTED.includes(option)) {
        throw optionError(name, 'is not supported here');
      }
      if (option !== undefined) options[option] = text;
      else if (name.startsWith('$') && !declared.has(name)) throw optionError(name, 'is unknown');
    }
    for (const [name, allowed, rule] of RULES) {
      const value = options[name];
      if (value !== undefined && !allowed.test(value)) throw optionError(`$${name}`, rule);
    }
    return options;
  };
}

/** @param message the whole sentence, if it is not simply the option and its rule */
export function optionError(name: string, rule: string, message = `The query option '${name}' ${rule}.`): HttpError {
  const violations = [{ pointer: `/${name}`, in: 'query', rule: 'odata', message: rule } as const];
  return new HttpError({ code: 'PARAMETER_INVALID', message, violations });
}
