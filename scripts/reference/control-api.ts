// Prints docs/reference/control-api.md from src/control/openapi.yaml: each operation with its parameters, body and responses, and
// each schema with its properties.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly readOnly?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema | true>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema | true }>>;

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly description: string; readonly content?: Content }>
  >;
}

type PathItem = { readonly parameters?: readonly Parameter[] } & {
  readonly [Method in (typeof METHODS)[number]]?: Operation;
};

interface Document {
  readonly info: { readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

const source = new URL('../../src/control/openapi.yaml', import.meta.url);

export function controlApiPage(): string {
  const document = load(readFileSync(source, 'utf8')) as Document;
  const [{ url: base } = { url: '' }] = document.servers;
  const described = Object.entries(document.components.schemas).filter(([, schema]) => rowsOf(schema).length > 0);
  return [
    '# Control API',
    '',
    'This page is generated (`npm run generate`) from `src/control/openapi.yaml`, which a running server publishes at',
    `\`${base}/control/openapi.json\`, with a docs page at \`${base}/control/docs\`.`,
    '',
    document.info.description.trim(),
    '',
    `All paths start with \`${base}\`. Errors are problem details (RFC 9457) with the property \`code\`: see [error codes](errors.md).`,
    '',
    ...document.tags.flatMap(({ name, description }) => [
      `## ${name}`,
      '',
      description,
      '',
      ...operationsOf(document, name).flatMap(([method, path, operation, shared]) =>
        sectionOf(document, { title: `${method.toUpperCase()} ${path}`, operation, shared }),
      ),
    ]),
    '## Schemas',
    '',
    ...described.flatMap(([name, schema]) => [
      `### ${name}`,
      '',
      ...(schema.description === undefined ? [] : [schema.description, '']),
      ...tableOf(schema),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}

type Listed = readonly [method: string, path: string, operation: Operation, shared: readonly Parameter[]];

function operationsOf({ paths }: Document, tag: string): readonly Listed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method): Listed[] => {
      const operation = item[method];
      return operation?.tags.includes(tag) ? [[method, path, operation, item.parameters ?? []]] : [];
    }),
  );
}

interface SectionOptions {
  readonly title: string;
  readonly operation: Operation;
  /** The parameters of the path item. */
  readonly shared: readonly Parameter[];
}

function sectionOf(document: Document, { title, operation, shared }: SectionOptions): readonly string[] {
  const { summary, description, operationId, requestBody, responses } = operation;
  const parameters = [...shared, ...(operation.parameters ?? [])].map((parameter) => resolve(document, parameter));
  const [[, { schema: body = undefined } = {}] = []] = Object.entries(requestBody?.content ?? {});
  const successes = Object.entries(responses).filter(([status]) => status !== 'default');
  return [
    `### ${title}`,
    '',
    `${summary}. (\`${operationId}\`)`,
    '',
    ...(description === undefined ? [] : [description, '']),
    ...(parameters.length === 0 ? [] : ['| parameter | in | type | meaning |', '|---|---|---|---|']),
    ...parameters.map((parameter) => {
      const type = typeOf(parameter.schema) + (parameter.required ? ', required' : '') + defaultOf(parameter.schema);
      return `| \`${parameter.name}\` | ${parameter.in} | ${type} | ${cell(parameter.description)} |`;
    }),
    ...(parameters.length === 0 ? [] : ['']),
    ...(body === undefined ? [] : bodyOf(body)),
    ...successes.map(([status, { description: meaning, content }]) => `- ${status}: ${meaning}${contentOf(content)}`),
    '',
  ];
}

function resolve({ components }: Document, parameter: Parameter): Parameter {
  const name = parameter.$ref?.split('/').at(-1);
  return name === undefined ? parameter : (components.parameters[name] as Parameter);
}

/** The body of a request: a link to its schema, or the table of its properties. */
function bodyOf(schema: Schema | true): readonly string[] {
  if (schema === true) return ['Body: any JSON value.', ''];
  if (rowsOf(schema).length === 0) return [`Body: ${typeOf(schema)}.`, ''];
  return ['Body:', '', ...tableOf(schema), ''];
}

function contentOf(content: Content | undefined): string {
  if (content === undefined) return '';
  const types = Object.entries(content).map(([mediaType, { schema }]) =>
    mediaType === 'application/json' ? typeOf(schema) : `\`${mediaType}\``,
  );
  return ` (${[...new Set(types)].join(', ')})`;
}

function tableOf(schema: Schema): readonly string[] {
  return ['| property | type | meaning |', '|---|---|---|', ...rowsOf(schema)];
}

/** The properties of an object, nested objects and alternatives included, each as a row with its path. */
function rowsOf(schema: Schema, prefix = ''): readonly string[] {
  const rows = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const required = schema.required?.includes(name) ? ', required' : '';
    const path = `${prefix}${name}`;
    if (property === true) return [`| \`${path}\` | any JSON value${required} | |`];
    const readOnly = property.readOnly ? ', read-only' : '';
    const row = `| \`${path}\` | ${typeOf(property)}${required}${readOnly}${defaultOf(property)} | ${cell(property.description)} |`;
    return [row, ...rowsOf(property.items ?? property, `${path}${property.items ? '[]' : ''}.`)];
  });
  const alternatives = (schema.oneOf ?? []).flatMap((alternative) => {
    const inner = rowsOf(alternative, prefix);
    const { title } = alternative;
    return title === undefined || inner.length === 0 ? inner : [`| | | **${title}** |`, ...inner];
  });
  return [...rows, ...alternatives];
}

/** The type of a value, with a link to its schema. */
function typeOf(schema: Schema | true): string {
  if (schema === true) return 'any JSON value';
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.allOf !== undefined)
    return schema.allOf.flatMap(({ $ref }) => ($ref === undefined ? [] : [linkTo($ref)])).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? true)}`;
  if (schema.oneOf !== undefined) return [...new Set(schema.oneOf.map(typeOf))].join(' or ');
  const { additionalProperties } = schema;
  if (typeof additionalProperties === 'object') return `object of ${typeOf(additionalProperties)} by name`;
  const types = [schema.type ?? 'any JSON value'].flat().join(', ');
  return schema.format === undefined ? types : `${types} (${schema.format})`;
}

function linkTo(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  return LINKLESS[name] ?? `[${name}](#${name.toLowerCase()})`;
}

/** Schemas without a section of their own. */
const LINKLESS: Readonly<Record<string, string>> = {
  Items: 'list of objects',
  JsonPatch: 'a JSON Patch (RFC 6902)',
  WorldName: 'string',
  Timestamp: 'string (date-time)',
  Settings: 'object of string by name',
  Headers: 'object of string by name',
  Direction: '`request`, `response`',
  ValueMatchers: 'object of [ValueMatcher](#valuematcher) by name',
};

function defaultOf({ default: value }: Schema): string {
  return value === undefined || value === '' ? '' : `, default \`${String(value)}\``;
}

function cell(text: string | undefined): string {
  return (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
}
