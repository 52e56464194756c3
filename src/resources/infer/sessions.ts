// Sessions: a POST signs a person in and returns the person, a GET of the same path returns who has signed in, and a DELETE signs out.
import { lastWord } from '../../contract/operation/names.ts';
import { methodOf, successContent } from './contents.ts';
import { draftAt } from './drafts.ts';
import { isSame } from './likeness.ts';
import type { Model } from './model.ts';
import { identityIn, isLoginPath, isPeopleName } from './people.ts';

/** Whether the operations of a path are a session: they return a person of a collection and have no object of their own. */
export function isSessionAt(model: Model, path: string): boolean {
  const { document, paths } = model;
  const login = methodOf(paths.at(path), 'POST');
  const shown = successContent(login)?.schema;
  if (!login || shown === undefined || !isLoginPath(login.path) || !identityIn(document, login)) return false;
  const people = paths.folders().filter((one) => isPeopleName(lastWord(one)) && !one.includes('{}'));
  return people.some((one) => isSame(document, draftAt(model, one)?.schema ?? '', shown));
}
