// The system query options of OData (URL Conventions 4.01, section 5.1): their names, what their values must be, and how
// one that is wrong is refused. They act whether or not the document declares them.
import type { Pair } from '../../contract/deserialize.ts';
import type { Operation } from '../../contract/operations.ts';
import { HttpError } from '../../errors/http-error.ts';

/** Those that clients write without their sign as well. */
const USUAL = ['select', 'expand', 'filter', 'orderby', 'top', 'skip', 'count', 'search'] as const;

const NAMES = [
  ...USUAL,
  ...['skiptoken', 'deltatoken', 'format', 'compute', 'apply', 'index', 'schemaversion', 'levels'],
] as const;

/** Those that would change the answer, and that nothing here follows: to pass over them would be to answer something else. */
const UNSUPPORTED: readonly string[] = ['apply', 'compute', 'deltatoken'];

export type QueryOptionName = (typeof NAMES)[number];

/** The options of a request, by name without its sign. */
export type QueryOptions = Readonly<Partial<Record<QueryOptionName, string>>>;

/** Reads the options of a query. @throws HttpError PARAMETER_INVALID for a name or a value that OData does not have */
export type QueryOptionReader = (query: readonly Pair[]) => QueryOptions;

/** Every name that an option may have in a query: with its sign, and without where the document declares no such parameter. */
export function optionNames({ parameters }: Operation): ReadonlyMap<string, QueryOptionName> {
  const declared = new Set(parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])));
  return new Map(
    NAMES.flatMap((name): [string, QueryOptionName][] => {
      const isPlain = USUAL.some((usual) => usual === name) && !declared.has(name);
      return isPlain
        ? [
            [`$${name}`, name],
            [name, name],
          ]
        : [[`$${name}`, name]];
    }),
  );
}

/** What the value of an option must be, to be read after its name. */
const RULES: readonly (readonly [QueryOptionName, RegExp, string])[] = [
  ['top', /^\d{1,9}$/, 'must be a whole number from 0'],
  ['skip', /^\d{1,9}$/, 'must be a whole number from 0'],
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
      else if (name.startsWith('$') && !declared.has(name)) throw optionError(name, 'is not known');
    }
    for (const [name, allowed, rule] of RULES) {
      const given = options[name];
      if (given !== undefined && !allowed.test(given)) throw optionError(`$${name}`, rule);
    }
    return options;
  };
}

/** @param message the whole sentence, where it is not simply the option and its rule */
export function optionError(name: string, rule: string, message = `The query option '${name}' ${rule}.`): HttpError {
  const violations = [{ pointer: `/${name}`, in: 'query', rule: 'odata', message: rule } as const];
  return new HttpError({ code: 'PARAMETER_INVALID', message, violations });
}
