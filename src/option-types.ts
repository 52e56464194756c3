// The types of option values: how the text of a command line becomes a value, which values a program can give, and how a
// configuration file writes them. Which options there are is in options.ts.
import { addDuration, momentOfText } from './clock.ts';
import { canonicalHost } from './http/syntax/host-names.ts';
import { isObject } from './json/value.ts';
import { LIMITS, type Limit, type Limits } from './limits.ts';
import { LOG_FORMATS, type LogFormat, type RequestLogOptions } from './report/request-log.ts';

export interface ValueType<Value = unknown> {
  /** Its name in the docs, as `number`. */
  readonly name: string;
  /** A value from text; undefined if the text is not valid. */
  parse(text: string): Value | undefined;
  /** Whether a value that is no text to parse is one of this type. */
  accepts(value: unknown): boolean;
  /** What is valid, to be read after "Use". */
  readonly expected: string;
  /** The same for a value in code, if it differs. */
  readonly expectedInCode?: string;
  /** The JSON schema of the value in a configuration file. */
  readonly schema: object;
  /** Whether an error message must not repeat the text. */
  readonly secret?: boolean;
  /** Joins the values of an option that is repeated; undefined if only the last one counts. */
  join?(values: readonly Value[]): Value;
  /** The value with its relative paths resolved; undefined if it holds no path. */
  resolvePaths?(value: Value, resolve: (path: string) => string): Value;
}

const isText = (value: unknown): value is string => typeof value === 'string';

export const FLAG: ValueType<boolean> = {
  name: 'flag',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
  schema: { type: 'boolean' },
};

export const TEXT: ValueType<string> = {
  name: 'text',
  parse: (text) => text,
  accepts: isText,
  expected: 'a text',
  schema: { type: 'string' },
};

const isFilled = (value: unknown): value is string => isText(value) && value.trim() !== '';

/** An address to listen on. An empty one would be every address. */
export const ADDRESS: ValueType<string> = {
  ...TEXT,
  parse: (text) => (isFilled(text) ? text : undefined),
  accepts: isFilled,
  expected: 'an address or a host name, such as 127.0.0.1',
};

/** A text that gives access. */
/** A token that clients send in a header. They cannot send line breaks and other letters than those of ASCII (RFC 9110, section 5.5). */
export const SECRET: ValueType<string> = {
  ...TEXT,
  secret: true,
  parse: (text) => (SECRET.accepts(text) ? text : undefined),
  accepts: (value) => isText(value) && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value),
  expected: 'a text of ASCII characters that is not empty',
};

/** The address of a store. It can contain a password. */
export const STORE_URL: ValueType<string> = {
  ...TEXT,
  secret: true,
  parse: (text) => (STORE_URL.accepts(text) ? text : undefined),
  accepts: (value) => isText(value) && /^rediss?(?:\+(?:sentinel|cluster))?:\/\/[^/]/.test(value),
  expected: 'redis://host:6379, rediss://, redis+sentinel://host:26379/master or redis+cluster://host:6379',
};

/** The key of Standard Webhooks. */
export const WEBHOOK_SECRET: ValueType<string> = {
  ...TEXT,
  secret: true,
  parse: (text) => (WEBHOOK_SECRET.accepts(text) ? text : undefined),
  accepts(value) {
    const [, base64] = (isText(value) && /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(value)) || [];
    const length = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
    return length >= 24 && length <= 64;
  },
  expected:
    'whsec_ and 24 to 64 random bytes in base64, such as the output of: echo "whsec_$(openssl rand -base64 32)"',
  expectedInCode: 'whsec_ and 24 to 64 random bytes in base64',
};

/** A path, or a URL where the option takes one. */
export const FILE: ValueType<string> = {
  ...TEXT,
  name: 'path',
  parse: (text) => (text === '' ? undefined : text),
  expected: 'a path',
  resolvePaths: (path, resolve) => resolve(path),
};

export function wholeNumber(min: number, max: number, hint = ''): ValueType<number> {
  const accepts = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return {
    name: 'number',
    parse: (text) => (/^\d+$/.test(text) && accepts(Number(text)) ? Number(text) : undefined),
    accepts,
    expected: `a whole number from ${min} to ${max}${hint}`,
    schema: { type: 'integer', minimum: min, maximum: max },
  };
}

export const PERCENT: ValueType<number> = {
  name: 'percent',
  parse: (text) => (/^\d+(?:\.\d+)?$/.test(text) && Number(text) <= 100 ? Number(text) : undefined),
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 100,
  expected: 'a number from 0 to 100',
  schema: { type: 'number', minimum: 0, maximum: 100 },
};

/** Milliseconds; as text an ISO 8601 duration. A timer of Node.js takes at most 31 bits. */
export const DURATION: ValueType<number> = {
  name: 'duration',
  parse(text) {
    const milliseconds = addDuration(new Date(0), text)?.getTime() ?? 0;
    return this.accepts(milliseconds) ? milliseconds : undefined;
  },
  accepts: (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
  expected: 'a duration from one second to 24 days, such as PT1H',
  expectedInCode: 'a number of milliseconds, at most 2 ** 31 - 1',
  schema: { type: 'string' },
};

/** Milliseconds; as text `90s`, `5m`, `1h`, or an ISO 8601 duration. */
export const SHORT_DURATION: ValueType<number> = {
  ...DURATION,
  parse(text) {
    const [, count, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
    return DURATION.parse(count === undefined ? text : `PT${count}${unit?.toUpperCase()}`);
  },
  expected: 'a duration from one second to 24 days, such as 90s, 5m or 1h',
};

export const DATE: ValueType<Date> = {
  name: 'date',
  parse: momentOfText,
  accepts: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  expected: 'a date and time, such as 2026-01-31T12:00:00Z',
  expectedInCode: 'a Date, such as new Date("2026-01-31T12:00:00Z")',
  schema: { type: 'string' },
};

export function choice<const Choice extends string>(choices: readonly Choice[]): ValueType<Choice> {
  const last = choices.at(-1) as Choice;
  return {
    name: 'choice',
    parse: (text) => choices.find((one) => one === text),
    accepts: (value) => choices.some((one) => one === value),
    expected: choices.length === 1 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`,
    schema: { enum: choices },
  };
}

/** The origin of a service, with or without a path. */
export const SERVICE_URL: ValueType<string> = {
  name: 'URL',
  parse: (text) => (/^https?:\/\/[^@?#]+$/i.test(text) && URL.canParse(text) ? text : undefined),
  accepts: (value) => isText(value) && SERVICE_URL.parse(value) !== undefined,
  expected: 'an http or https URL without credentials, query and fragment, such as https://api.example',
  schema: { type: 'string' },
};

/** The origin of a web page (RFC 6454, section 6.2). */
export const ORIGIN: ValueType<string> = {
  name: 'origin',
  parse(text) {
    const origin = text.toLowerCase();
    // The URL parser takes an asterisk for a part of a name.
    return !origin.includes('*') && URL.canParse(origin) && new URL(origin).origin === origin ? origin : undefined;
  },
  accepts: (value) => isText(value) && ORIGIN.parse(value) !== undefined,
  expected: 'an origin, such as http://localhost:5173',
  schema: { type: 'string' },
};

/** The origin of a web page, or a pattern of origins: `https://*.example.com`, `http://localhost:*`. */
export const ORIGIN_PATTERN: ValueType<string> = {
  ...ORIGIN,
  parse(text) {
    const sample = text.replace('://*.', '://any.').replace(/:\*$/, ':1');
    return ORIGIN.parse(sample) === undefined ? undefined : text.toLowerCase();
  },
  accepts: (value) => isText(value) && ORIGIN_PATTERN.parse(value) !== undefined,
  expected: 'an origin, such as http://localhost:5173 or https://*.example.com',
};

/** A host name in its canonical form. */
export const HOST_NAME: ValueType<string> = {
  name: 'host name',
  parse: canonicalHost,
  accepts: (value) => isText(value) && canonicalHost(value) !== undefined,
  expected: 'a host name without scheme, port and path, such as api.example',
  schema: { type: 'string' },
};

/** How request lines are written. A program can also name the output. */
export const LOG: ValueType<LogFormat | RequestLogOptions> = {
  ...choice(LOG_FORMATS),
  accepts: (value) => choice(LOG_FORMATS).accepts(value) || isLog(value),
  expectedInCode: `${choice(LOG_FORMATS).expected}, or an object with the format pretty or json and an output that has a write function`,
};

function isLog(value: unknown): value is RequestLogOptions {
  if (!isObject(value)) return false;
  const { format, output, colors } = value as { readonly [name: string]: unknown };
  const canWrite =
    output === undefined || (isObject(output) && typeof (output as { write?: unknown }).write === 'function');
  return (
    (format === 'pretty' || format === 'json') && canWrite && (colors === undefined || typeof colors === 'boolean')
  );
}

/** A list; the option is repeated for more items, or separates them by commas. */
export function listOf<Item>(item: ValueType<Item>, { commas = false } = {}): ValueType<readonly Item[]> {
  const { resolvePaths, secret = false } = item;
  return {
    name: `list of ${item.name}`,
    secret,
    parse(text) {
      const items = (commas ? text.split(',') : [text]).map((part) => item.parse(part.trim()));
      return items.every((one) => one !== undefined) ? items : undefined;
    },
    accepts: (value) => Array.isArray(value) && value.every((one) => item.accepts(one)),
    expected: item.expected,
    expectedInCode: `a list; of each item: ${item.expectedInCode ?? item.expected}`,
    schema: { type: 'array', items: item.schema },
    join: (values) => values.flat(),
    ...(resolvePaths && {
      resolvePaths: (items, resolve) => items.map((one) => resolvePaths(one, resolve)),
    }),
  };
}

/** Texts by name; a command line writes `name=value` for each. */
export function pairs(example: string): ValueType<Readonly<Record<string, string>>> {
  return {
    name: 'texts by name',
    parse(text) {
      const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
      return name === undefined || value === undefined ? undefined : ownProperty(name, value);
    },
    accepts: (value) => isObject(value) && Object.values(value).every(isText),
    expected: `name=value, such as ${example}`,
    expectedInCode: 'an object of texts by name',
    schema: {
      anyOf: [
        { type: 'object', additionalProperties: { type: 'string' } },
        { type: 'array', items: { type: 'string' } },
      ],
    },
    // The names are data, so that __proto__ is one like any other.
    join: (values) => Object.fromEntries(values.flatMap((one) => Object.entries(one))),
  };
}

function ownProperty<Value>(name: string, value: Value): Readonly<Record<string, Value>> {
  return Object.fromEntries([[name, value]]);
}

const LIMIT_TABLE: Readonly<Record<string, Limit>> = LIMITS;

function isLimit(name: string, value: unknown): boolean {
  const limit = Object.hasOwn(LIMIT_TABLE, name) ? LIMIT_TABLE[name] : undefined;
  return limit !== undefined && Number.isInteger(value) && Number(value) >= limit.min && Number(value) <= limit.max;
}

/** Limits by name; a command line writes `name=value` for each. */
export const LIMIT_VALUES: ValueType<Partial<Limits>> = {
  name: 'numbers by name',
  parse(text) {
    const [, name = '', value] = /^(\w+)=(\d+)$/.exec(text) ?? [];
    return isLimit(name, Number(value)) ? { [name]: Number(value) } : undefined;
  },
  accepts: (value) =>
    isObject(value) && Object.entries(value).every(([name, own]) => own === undefined || isLimit(name, own)),
  expected: `name=value in the range of the limit, such as bodyBytes=2097152. Limits: ${Object.keys(LIMITS).join(', ')}`,
  expectedInCode: `an object of limits, each in its range, such as { bodyBytes: 2097152 }. Limits: ${Object.keys(LIMITS).join(', ')}`,
  schema: {
    anyOf: [
      {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(LIMITS).map(([name, { text, unit, min, max }]) => {
            return [name, { description: `${text}, in ${unit}`, type: 'integer', minimum: min, maximum: max }];
          }),
        ),
      },
      { type: 'array', items: { type: 'string' } },
    ],
  },
  join: (values) => Object.assign({}, ...values),
};

/** A credential that is accepted for a security scheme. */
export interface AcceptedCredential {
  /** The scheme's name in the document. */
  readonly scheme: string;
  readonly value: string;
  /** The scopes that it has; undefined for all. */
  readonly scopes?: readonly string[] | undefined;
}

export const CREDENTIAL: ValueType<AcceptedCredential> = {
  name: 'credential',
  secret: true,
  parse(text) {
    const [, scheme, value, scopes] = /^([^=]+)=(.+?)(?::([^:]*))?$/.exec(text) ?? [];
    return scheme === undefined || value === undefined ? undefined : { scheme, value, scopes: scopes?.split(',') };
  },
  accepts: (value) =>
    isObject(value) &&
    isText(value.scheme) &&
    isText(value.value) &&
    (value.scopes === undefined || (Array.isArray(value.scopes) && value.scopes.every(isText))),
  expected: 'scheme=value or scheme=value:scope,scope',
  expectedInCode: 'an object of scheme, value and scopes, of which scopes is a list of texts and can be left out',
  schema: { type: 'string' },
};

/** A header, as `Name: value`. */
export const HEADER: ValueType<readonly [name: string, value: string]> = {
  name: 'header',
  secret: true,
  parse(text) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/.exec(text) ?? [];
    return name === undefined || value === undefined ? undefined : [name.toLowerCase(), value];
  },
  accepts: (value) => Array.isArray(value) && value.length === 2 && value.every(isText),
  expected: 'a name and a value, such as "Accept-Language: de"',
  schema: { type: 'string' },
};

/** A path, or the value that the file would hold: an object or a list. */
export function fileOr<Value>(kind: 'object' | 'list'): ValueType<string | Value> {
  const isValue = kind === 'list' ? Array.isArray : isObject;
  return {
    name: 'path',
    parse: (text) => FILE.parse(text),
    accepts: (value) => isText(value) || isValue(value),
    expected: kind === 'list' ? 'a path or a list' : 'a path or an object',
    schema: { anyOf: [{ type: 'string' }, kind === 'list' ? { type: 'array' } : { type: 'object' }] },
    resolvePaths: (value, resolve) => (isText(value) ? resolve(value) : value),
  };
}

/** A function that a program gives; the command line and a configuration have none. */
export function callback<Call>(): ValueType<Call> {
  return {
    name: 'function',
    parse: () => undefined,
    accepts: (value) => typeof value === 'function',
    expected: 'a function',
    schema: { not: {} },
  };
}

/** Splits `billing.yaml@/billing` into the location of a document and the path that it is served under. */
export function splitMount(text: string): { readonly document: string; readonly mount: string | undefined } {
  const [, document = text, mount] = /^(.+)@(\/[^@]*)$/.exec(text) ?? [];
  return { document, mount };
}

/** What an entry of a list of documents consists of, as far as it is read here. */
interface EntryOption {
  readonly name: string;
  readonly type: ValueType;
}

/**
 * One of several documents: a text as `billing.yaml@/billing`, or an object.
 * @param options the properties that the object can have
 */
export function documentEntry<Entry extends object>(options: readonly EntryOption[]): ValueType<string | Entry> {
  const accepts = (value: object) =>
    Object.entries(value).every(([name, own]) => {
      // Unknown names are reported by themselves.
      return own === undefined || (options.find((option) => option.name === name)?.type.accepts(own) ?? true);
    });
  const resolveIn = (entry: object, resolve: (path: string) => string) => {
    const resolved = Object.entries(entry).map(([name, value]) => {
      const { type } = options.find((option) => option.name === name) ?? {};
      return [name, type?.resolvePaths ? type.resolvePaths(value, resolve) : value];
    });
    return Object.fromEntries(resolved) as Entry;
  };
  return {
    name: 'document',
    parse: (text) => (text === '' ? undefined : text),
    accepts: (value) => isText(value) || (isObject(value) && accepts(value)),
    expected: `a path or a URL, such as billing.yaml@/billing, or an object of ${options.map(({ name }) => name).join(', ')}`,
    schema: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(options.map(({ name, type }) => [name, type.schema])),
        },
      ],
    },
    resolvePaths(entry, resolve) {
      if (typeof entry === 'object') return resolveIn(entry, resolve);
      const { document, mount } = splitMount(entry);
      return mount === undefined ? resolve(document) : `${resolve(document)}@${mount}`;
    },
  };
}
