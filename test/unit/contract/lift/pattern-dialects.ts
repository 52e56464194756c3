// Patterns of other regular expression dialects: what each accepts after it was translated to ECMA-262.
import { test } from 'tap';
import { readPattern } from '../../../../src/contract/lift/pattern-dialects.ts';

/** Patterns as documents have them, with values that each of them accepts, and values that it does not accept. */
const PATTERNS: readonly (readonly [pattern: string, accepted: readonly string[], refused: readonly string[]])[] = [
  ['^[a-z]+$', ['abc'], ['ABC', '1']],
  ['(?i)^[a-z]+$', ['abC'], ['1']],
  ['^(?i)abc$', ['aBC'], ['abd']],
  ['(?i:ab)c', ['ABc'], ['ABC']],
  ['a(?i)b(?-i)c', ['aBc'], ['aBC']],
  ['(?s)a.b', ['a\nb'], ['ab']],
  ['(?m)^b$', ['a\nb\nc'], ['ab']],
  ['(?x) a b # c\n c', ['abc'], ['a b']],
  ['(?im)^b$', ['a\nB'], ['c']],
  ['/^x$/', ['x'], ['/x/', 'y']],
  ['/^[a-z]+$/i', ['aB'], ['1']],
  ['/abc/g', ['abc'], ['abd']],
  ['\\Aabc\\z', ['abc'], ['xabc']],
  ['\\Aabc\\Z', ['abc'], ['xabc']],
  ['[[:alpha:]]+', ['abc'], ['123']],
  ['^[[:digit:]_]+$', ['1_2'], ['a']],
  ['^[^[:space:]]+$', ['ab'], ['a b']],
  ['^\\p{Alpha}+$', ['abc'], ['1']],
  ['^\\p{Lu}\\p{Ll}*$', ['Ab'], ['ab']],
  ['^\\p{L}+$', ['äb'], ['1']],
  ['^\\pL+$', ['äb'], ['1']],
  ['^\\p{IsLatin}+$', ['ab'], ['д']],
  ['^\\p{InGreek}+$', ['α'], ['a']],
  ['(?P<year>\\d{4})-(?P=year)', ['2020-2020'], ['2020-2021']],
  ['(?<y>\\d)\\k<y>', ['11'], ['12']],
  ["(?'y'\\d)\\k'y'", ['11'], ['12']],
  ['^(?>a+)b$', ['aab'], ['c']],
  ['^a++b$', ['aab'], ['b']],
  ['^a*+b$', ['b'], ['c']],
  ['^\\h+$', [' \t'], ['a']],
  ['^a\\Rb$', ['a\r\nb', 'a\nb'], ['ab']],
  ['^\\Qa.b\\E$', ['a.b'], ['axb']],
  ['^\\x{41}$', ['A'], ['B']],
  ['^[\\w-.]+$', ['a-.'], ['!']],
  ['^[a-z\\-\\_]+$', ['a-_'], ['!']],
  ['^\\-$', ['-'], ['x']],
  ['^a{,3}$', ['', 'aa'], ['aaaa']],
  ['^[]a]+$', [']a'], ['b']],
  ['^a\\#b$', ['a#b'], ['ab']],
  ['^[a-z&&[^b]]+$', ['ac'], ['b']],
  ['^\\e$', ['\x1b'], ['e']],
  ['^\\07$', ['\x07'], ['7']],
  ['^(?#comment)a$', ['a'], ['b']],
  ['^\\/a\\@b$', ['/a@b'], ['b']],
  ['^{[a-z]}$', ['{a}'], ['a']],
  ['^\\d{4}-\\d{2}$', ['2020-01'], ['x']],
  ['(?<!a)b', ['cb'], ['ab']],
  ['^[a-z-[aeiou]]+$', ['bcd'], ['a']],
  ['~^[a-z]+$~', ['abc'], ['1']],
  ['#^a$#', ['a'], ['#a#']],
  ['"^a$"', ['a'], ['b']],
  ['^[a-z&&[aeiou]]+$', ['aei'], ['b']],
  ['[a-z&&[^m-p]]{2}', ['ab'], ['mn']],
  ['(?i)[a-c&&[^b]]', ['A'], ['B']],
];

test('a pattern of another dialect accepts what it accepts there', async (t) => {
  for (const [pattern, accepted, refused] of PATTERNS) {
    const reading = readPattern(pattern);
    const text = reading.kind === 'translated' ? reading.pattern : pattern;
    t.not(reading.kind, 'invalid', pattern);
    const expression = new RegExp(text, reading.kind === 'loose' ? '' : 'u');
    for (const value of accepted) t.ok(expression.test(value), `${pattern} accepts ${JSON.stringify(value)}`);
    for (const value of refused) t.notOk(expression.test(value), `${pattern} refuses ${JSON.stringify(value)}`);
  }
});

test('a pattern that ECMA-262 cannot express is ignored and not misread', async (t) => {
  for (const pattern of [
    '*.txt',
    '(',
    '^[a-Z]$',
    '(?(1)a|b)',
    '\\G a',
    '(?R)',
    '^\\i\\c*$',
    '^[^a-z&&[^b]]$',
    '(a)\\1b++',
  ]) {
    t.match(readPattern(pattern), { kind: 'invalid', reason: /./ }, pattern);
  }
});

test('a pattern of ECMA-262 stays as it is', async (t) => {
  for (const pattern of ['^[a-z]+$', '^\\p{L}+$', '(?<!a)b', '^https://', '/', '^/a/$', '/a/b/', '#', '^~a~$', '"a"']) {
    t.same(readPattern(pattern), { kind: 'native' }, pattern);
  }
});
