// The keyword of views that validates a value against the schema that its discriminator selects. It reports the errors of that
// schema alone, and then one of its own.
import { _, type CodeKeywordDefinition, type KeywordCxt, Name, stringify } from 'ajv';
import type { Code } from 'ajv/dist/compile/codegen/index.js';
import { SELECT, SELECT_BY, type SelectBy } from '../schema/views.ts';

/** The params of an error. */
export interface SelectParams {
  readonly property: string;
  /** The values of the property that select a schema, if the value has none of them. */
  readonly known?: readonly string[];
  /** True if the value does not have the property. */
  readonly missing?: true;
  /** The name of the selected schema, if the value is invalid as one. */
  readonly selected?: string;
}

export const select: CodeKeywordDefinition = {
  keyword: SELECT,
  schemaType: 'array',
  error: {
    message: 'must be valid as the schema that its discriminator selects',
    params: ({ params }) => _`${params.params}`,
  },
  code(cxt) {
    const { gen, data, parentSchema } = cxt;
    const by = parentSchema[SELECT_BY] as SelectBy;
    const valid = gen.let('valid', false);
    const tag = gen.const('tag', tagIn(data, by.property));
    const index = gen.const('index', _`${tag} === undefined ? ${by.absent ?? -1} : ${indexesOf(cxt, by)}.get(${tag})`);
    const schemas = cxt.schema as readonly unknown[];
    schemas.forEach((_schema, position) => {
      const matches = _`${index} === ${position}`;
      if (position === 0) gen.if(matches);
      else gen.elseIf(matches);
      applySchema(cxt, { position, valid, by });
    });
    gen.else();
    const unknown: SelectParams = { property: by.property, known: firstTags(by) };
    const error = (params: SelectParams) => () => cxt.error(false, { params: paramsOf(params) });
    gen.if(_`${tag} === undefined`, error({ ...unknown, missing: true }), error(unknown));
    gen.endIf();
    cxt.ok(valid);
  },
};

/** One value for each schema. */
function firstTags({ selected, names }: SelectBy): readonly string[] {
  const tags = names.map((_name, index) => selected.find(([, other]) => other === index)?.[0]);
  return tags.filter((tag) => tag !== undefined);
}

/** The value of the discriminator as a text; undefined without the property. */
function tagIn(data: Name, property: string): Code {
  const own = _`${data} && typeof ${data} == "object" && !Array.isArray(${data}) ? ${data}[${property}] : undefined`;
  return _`((tag) => tag === undefined ? tag : String(tag))(${own})`;
}

function indexesOf({ gen }: KeywordCxt, { selected }: SelectBy): Name {
  return gen.scopeValue('obj', { ref: new Map(selected), code: _`new Map(${stringify(selected)})` });
}

function applySchema(
  cxt: KeywordCxt,
  { position, valid, by }: { readonly position: number; readonly valid: Name; readonly by: SelectBy },
): void {
  const { gen } = cxt;
  const isValid = gen.name('valid');
  const applied = cxt.subschema({ keyword: SELECT, schemaProp: position }, isValid);
  cxt.mergeEvaluated(applied, Name);
  gen.assign(valid, isValid);
  const selected = by.names[position];
  if (selected === undefined) return;
  gen.if(_`!${isValid}`, () => cxt.error(false, { params: paramsOf({ property: by.property, selected }) }));
}

function paramsOf(params: SelectParams): Code {
  return stringify(params);
}
