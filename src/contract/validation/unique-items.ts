// The keyword uniqueItems in n log n: items are compared by their canonical texts. Ajv compares each item with each other one.
import { _, type CodeKeywordDefinition, str } from 'ajv';
import { useFunc } from 'ajv/dist/compile/util.js';

type Duplicate = readonly [first: number, second: number];

/** The source of a function from items to the last two equal ones, for generated code. */
const SOURCE = `(items) => {
const textOf = (value) => {
if (typeof value !== "object" || value === null) return JSON.stringify(value);
if (Array.isArray(value)) return "[" + value.map(textOf).join() + "]";
return "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + textOf(value[name])).join() + "}";
};
const seen = new Map();
let found;
for (let i = 0; i < items.length; i++) {
const text = textOf(items[i]);
if (seen.has(text)) found = [seen.get(text), i];
seen.set(text, i);
}
return found;
}`;

const lastDuplicate = Object.assign(
  new Function(`return ${SOURCE};`)() as (items: unknown[]) => Duplicate | undefined,
  {
    code: `(${SOURCE})`,
  },
);

export const uniqueItems: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  before: 'prefixItems',
  error: {
    message: ({ params: { i, j } }) => str`must NOT have duplicate items (items ## ${j} and ${i} are identical)`,
    params: ({ params: { i, j } }) => _`{i: ${i}, j: ${j}}`,
  },
  code(cxt) {
    const { gen, data, schema } = cxt;
    if (schema !== true) return;
    const find = useFunc(gen, lastDuplicate);
    const found = gen.const('found', _`${data}.length > 1 ? ${find}(${data}) : undefined`);
    cxt.setParams({ i: _`${found}[1]`, j: _`${found}[0]` });
    cxt.fail(_`${found} !== undefined`);
  },
};
