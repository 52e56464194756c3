// Prints docs/generated-data.md: the rules of generated values, and what the shop of docs/examples/shop begins with.
import { fileURLToPath } from 'node:url';
import { createStandin } from '../src/index.ts';

const document = fileURLToPath(new URL('../docs/examples/shop/openapi.yaml', import.meta.url));

type Item = Readonly<Record<string, unknown>>;

async function itemsOf(paths: readonly string[], count: number): Promise<readonly (readonly Item[])[]> {
  const standin = await createStandin({ document, count, now: new Date('2026-03-01T12:00:00Z') });
  try {
    const responses = paths.map((url) => standin.inject({ url, headers: { authorization: 'Bearer ada' } }));
    return (await Promise.all(responses)).map((response) => response.json().items as Item[]);
  } finally {
    await standin.close();
  }
}

function table(columns: readonly string[], items: readonly Item[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = items.map((item) =>
    line(columns.map((column) => textOf(column.split('.').reduce<unknown>(inside, item)))),
  );
  const heads = columns.map((column) => column.split('.').at(-1) as string);
  return [line(heads), line(columns.map(() => '---')), ...rows].join('\n');
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Item)[name] : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(({ productId, quantity }) => `${quantity} of ${productId}`).join(', ');
  return String(value);
}

export async function samplesPage(): Promise<string> {
  const [products, users, orders] = (await itemsOf(
    ['/v1/products?limit=40', '/v1/users?limit=20', '/v1/orders?limit=10'],
    40,
  )) as [readonly Item[], readonly Item[], readonly Item[]];
  return `# Generated data

standin generates what your document does not give: initial items, properties that a client leaves out, and responses of operations
without state. Every sample is validated by its schema, and looks like what its name says.

## How a value is chosen

1. An example, a default or an \`enum\` in the document comes first. The first item of a collection is the example. The items after it
   vary what the schema leaves open: names, prices, dates, keys. A code such as \`PRD-0001\` counts on, and \`cus_NffrFeUf\` gets other
   letters in the same form.
2. The format decides: \`email\`, \`uri\`, \`uuid\`, \`date-time\`, \`unix-time\`, \`byte\` and the other formats of OpenAPI.
3. The name of the property and the object that it belongs to decide: the \`name\` of a user is a person, the \`name\` of a product is a
   product of its category, the \`title\` of a task is a task.
4. Values that a description lists ("Possible values: \`draft\`, \`sent\`") are used as if they were an \`enum\`.

Values of one object agree. The email of a person contains the name. The city, the postal code, the time zone and the coordinates are
of one place. Something is created before it is updated, and starts before it ends. A total is the sum of its lines.

An \`enum\` varies from item to item, so that filters and badges have something to show. Some values are more frequent than others,
and few users are administrators. The states of a life cycle, such as \`pending\`, \`paid\` and \`shipped\`, follow the age of an item: old
items are in later states, and a few are cancelled. \`closedAt\` is left out, or null, as long as the state is \`open\`.

Generated items continue the examples of their list:

- If the examples begin with the newest one, the generated items are older. Otherwise they are newer. Dates keep the pace of the examples,
  and numbers such as 1003, 1002, 1001 go on.
- An optional property is left out as often as in the examples.
- Prices end as those of the examples. Expensive products are fewer in stock.
- In a list that belongs to one person ("List your orders", \`/me/orders\`), most items have the same address and owner.
- Addresses are in the country of the examples, or where people pay in the same currency.

URLs lead to this server: pictures open, and pages load, below \`/_standin/samples/\`. A response of \`image/png\`, \`image/jpeg\`,
\`application/pdf\` and similar types is a file that opens.

The same seed gives the same values. \`--seed 2\` gives others. \`--count 40\` gives 40 items in each collection; if the document has
examples of them, they come first.

Names and titles are from [Faker](https://fakerjs.dev) (MIT). They are part of standin, so nothing else is installed.

## The shop with 40 products

The document of [the shop](examples/shop/openapi.yaml) has examples of 12 products, 3 orders and 3 users. With \`--count 40\`, the other items are
generated.

### Products

${table(['id', 'name', 'category', 'price', 'stock', 'description'], products)}

### The first 20 users

${table(['id', 'name', 'email', 'createdAt'], users)}

### The first 10 orders

${table(['number', 'status', 'items', 'total', 'createdAt', 'shippingAddress.street', 'shippingAddress.city', 'shippingAddress.postalCode', 'shippingAddress.country'], orders)}
`;
}
