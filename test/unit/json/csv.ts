// Comma-separated values: cells, quotes, line breaks, and the places of errors.
import { test } from 'tap';
import { CsvError, needsQuotes, parseCsv, printCsv, quotedCell } from '../../../src/json/csv.ts';

const texts = (text: string) => parseCsv(text).map((cells) => cells.map((cell) => cell.text));

const TEXTS: readonly (readonly [title: string, text: string, cells: string[][]])[] = [
  ['no rows', '', []],
  ['one cell', 'a', [['a']]],
  [
    'empty cells',
    ',\r\n,',
    [
      ['', ''],
      ['', ''],
    ],
  ],
  ['a line break at the end', 'a,b\r\n', [['a', 'b']]],
  ['LF and CR', 'a\nb\rc', [['a'], ['b'], ['c']]],
  ['an empty line', 'a\n\nb\n', [['a'], [''], ['b']]],
  ['a comma in quotes', '"a,b",c', [['a,b', 'c']]],
  ['quotes in quotes', '"say ""hi"""', [['say "hi"']]],
  ['only quotes', '"""",""', [['"', '']]],
  ['line breaks in quotes', '"a\r\nb\nc",d\n', [['a\r\nb\nc', 'd']]],
  ['spaces', ' a , b', [[' a ', ' b']]],
  ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
  ['other scripts', 'größe,犬,🐶', [['größe', '犬', '🐶']]],
];

for (const [title, text, cells] of TEXTS) {
  test(`CSV with ${title} is read`, async (t) => {
    t.strictSame(texts(text), cells);
  });
}

test('each cell knows where it begins, and whether it has quotes', async (t) => {
  const rows = parseCsv('a,"b\r\nc",d\ne,""');
  t.match(rows, [
    [
      { line: 1, column: 1, quoted: false },
      { line: 1, column: 3, quoted: true },
      { line: 2, column: 4, text: 'd' },
    ],
    [
      { line: 3, column: 1 },
      { line: 3, column: 3, text: '', quoted: true },
    ],
  ]);
});

const ERRORS: readonly (readonly [text: string, line: number, column: number, message: RegExp])[] = [
  ['a,b\nc,"d', 2, 3, /not closed/],
  ['a"b', 1, 2, /must have quotes around it/],
  ['"a\nb" ,c', 2, 3, /must follow the closing quote/],
];

for (const [text, line, column, message] of ERRORS) {
  test(`${JSON.stringify(text)} is refused at line ${line}, column ${column}`, async (t) => {
    t.throws(() => parseCsv(text), { name: 'CsvError', line, column, message });
    t.throws(() => parseCsv(text), CsvError);
  });
}

test('rows are printed with CRLF, and quoted cells are read again', async (t) => {
  const text = printCsv([
    ['a', quotedCell('b,"c"\r\n')],
    ['', 'd'],
  ]);
  t.equal(text, 'a,"b,""c""\r\n"\r\n,d\r\n');
  t.strictSame(texts(text), [
    ['a', 'b,"c"\r\n'],
    ['', 'd'],
  ]);
  t.strictSame(['a', 'a b', '', ' a', 'a\t', 'a,b', '"'].map(needsQuotes), [
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
});
