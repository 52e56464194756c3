// The project uses plain words: none of the banned ones in names, comments, messages and docs, and one meaning per type name.
import { test } from 'tap';
import { namesDeclaredTwice } from './fixtures/type-names.ts';
import { badWords, badWordsIn, readableFiles } from './fixtures/words.ts';

test('no file uses a word that a reader has to translate', async (t) => {
  t.ok(readableFiles().length > 300, 'the files of the repository are read');
  const found = badWords().map(({ file, line, word, instead }) => `${file}:${line} ${word}: write ${instead}`);
  t.same(found, []);
});

test('a banned word is found in names, comments and prose', async (t) => {
  const cases: [text: string, words: string[]][] = [
    ['function tellSent() {}', ['tellSent']],
    ['// It is told by its name.', ['told']],
    ['const TOLD_OF = 1;', ['TOLD_OF']],
    ['throw new AnswerError({})', ['AnswerError']],
    ['the mock in the box', ['in the box']],
    ['The response is a list.', []],
  ];
  for (const [text, words] of cases) {
    t.same(
      badWordsIn('x.ts', text).map(({ word }) => word),
      words,
      text,
    );
  }
});

test('a type name has one meaning', async (t) => {
  t.same(namesDeclaredTwice(), []);
});
