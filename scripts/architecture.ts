// Prints docs/images/architecture.svg: the layers of src in order, and which of them imports which.
import {
  importsOf,
  KNOWS_THE_PACK,
  LAYERS,
  type Layer,
  layerOf,
  mayImport,
  sourceFiles,
} from '../test/fixtures/layers.ts';

const MARGIN = 20;
const ROW = 26;
const COLUMN = 24;
/** Widths of a letter in a name, which is monospaced, and on average in a text. */
const LETTER = { name: 7.3, text: 6.3 };
const longest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
const NAME_WIDTH = Math.ceil(longest(LAYERS.map(({ name }) => name)) * LETTER.name);
const ABOUT_WIDTH = Math.ceil(longest(LAYERS.map(({ knows }) => knows)) * LETTER.text);
const BOX = { width: NAME_WIDTH + ABOUT_WIDTH + 32, height: 20, about: NAME_WIDTH + 20 };
/** Where the matrix begins: right of the boxes, and below the names of its columns, which rise by 60 degrees. */
const LEFT = MARGIN + BOX.width + 14;
const TOP = MARGIN + Math.ceil(NAME_WIDTH * 0.87) + 14;
const FOOT = 52;

const STYLE = `
    svg { font: 12px ui-sans-serif, system-ui, sans-serif; }
    .page { fill: #ffffff; }
    .text { fill: #1f2328; }
    .name { font: 600 12px ui-monospace, monospace; }
    .faint { fill: #59636e; }
    .box { fill: #eef2f7; stroke: #8b98a8; }
    .box.pack { fill: #fdf0dd; stroke: #b9812f; }
    .stripe { fill: #f6f8fa; }
    .self { fill: #d1d9e0; }
    .imports { fill: #0969da; }
    .may { fill: #a7b2bf; }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; }
      .text { fill: #e6edf3; }
      .faint { fill: #9198a1; }
      .box { fill: #1c2530; stroke: #5b6b7d; }
      .box.pack { fill: #33260f; stroke: #b9812f; }
      .stripe { fill: #151b23; }
      .self { fill: #3d444d; }
      .imports { fill: #4493f8; }
      .may { fill: #4d5763; }
    }`;

/** What each layer imports, by its name. */
function importedLayers(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of importsOf(sourceFiles())) {
    found.set(layerOf(from), (found.get(layerOf(from)) ?? new Set()).add(layerOf(to)));
  }
  return found;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function heading({ name }: Layer, column: number): string {
  const [x, y] = [LEFT + column * COLUMN + COLUMN / 2 + 4, TOP - 8];
  return `<text class="name text" transform="translate(${x} ${y}) rotate(-60)">${escaped(name)}</text>`;
}

function row(layer: Layer, at: number, imported: ReadonlySet<string> | undefined): string {
  const y = TOP + at * ROW;
  const middle = y + ROW / 2;
  const pack = KNOWS_THE_PACK.includes(layer.name) ? ' pack' : '';
  const stripe = `<rect class="stripe" x="${LEFT}" y="${y}" width="${LAYERS.length * COLUMN}" height="${ROW}"/>`;
  // A row has the columns up to its own: what is right of it would be an import of a later layer.
  const cells = LAYERS.slice(0, at + 1).map(({ name }, column) => {
    const x = LEFT + column * COLUMN + COLUMN / 2;
    if (column === at) return `<rect class="self" x="${x - 9}" y="${middle - 9}" width="18" height="18" rx="3"/>`;
    if (imported?.has(name)) {
      const title = `${escaped(layer.name)} imports ${escaped(name)}`;
      return `<rect class="imports" x="${x - 7}" y="${middle - 7}" width="14" height="14" rx="3"><title>${title}</title></rect>`;
    }
    return mayImport(layer.name, name) ? `<circle class="may" cx="${x}" cy="${middle}" r="2"/>` : '';
  });
  return [
    at % 2 === 0 ? stripe : '',
    `<rect class="box${pack}" x="${MARGIN}" y="${middle - BOX.height / 2}" width="${BOX.width}" height="${BOX.height}" rx="4"/>`,
    `<text class="name text" x="${MARGIN + 8}" y="${middle + 4}">${escaped(layer.name)}</text>`,
    `<text class="faint" x="${MARGIN + BOX.about}" y="${middle + 4}">${escaped(layer.knows.replaceAll('`', ''))}</text>`,
    ...cells,
  ]
    .filter((part) => part !== '')
    .join('\n    ');
}

function legend(y: number): string {
  const x = LEFT;
  return [
    `<rect class="imports" x="${x}" y="${y - 11}" width="14" height="14" rx="3"/>`,
    `<text class="text" x="${x + 22}" y="${y}">the layer of the row imports the layer of the column</text>`,
    `<circle class="may" cx="${x + 7}" cy="${y + 16}" r="2"/>`,
    `<text class="text" x="${x + 22}" y="${y + 20}">it may, and does not</text>`,
    `<rect class="box" x="${MARGIN}" y="${y - 11}" width="14" height="14" rx="3"/>`,
    `<text class="text" x="${MARGIN + 22}" y="${y}">the engine, and what opens it</text>`,
    `<rect class="box pack" x="${MARGIN}" y="${y + 9}" width="14" height="14" rx="3"/>`,
    `<text class="text" x="${MARGIN + 22}" y="${y + 20}">knows the built-in document</text>`,
  ].join('\n    ');
}

export function architecturePicture(): string {
  const imported = importedLayers();
  const width = LEFT + LAYERS.length * COLUMN + 70;
  const bottom = TOP + LAYERS.length * ROW;
  const height = bottom + FOOT + MARGIN;
  return `<!-- Printed by \`npm run generate\` from the imports in src and the layers in test/fixtures/layers.ts. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
  <title id="title">The layers of standin in order; a layer imports only layers above it</title>
  <style>${STYLE}
  </style>
  <rect class="page" width="${width}" height="${height}" rx="8"/>
  <text class="text" x="${MARGIN}" y="${TOP - 10}">A layer imports only layers above it.</text>
  <g>
    ${LAYERS.map(heading).join('\n    ')}
  </g>
  ${LAYERS.map((layer, at) => `<g>\n    ${row(layer, at, imported.get(layer.name))}\n  </g>`).join('\n  ')}
  <g>
    ${legend(bottom + 32)}
  </g>
</svg>
`;
}
