// Signing up: `POST /auth/register` adds a person to `/users`.
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { successContent } from './contents.ts';
import { draftAt } from './drafts.ts';
import { objectsIn } from './envelope.ts';
import { isSame } from './likeness.ts';
import { type CollectionDraft, type Model, recall } from './model.ts';
import { identityIn, isIdentityName, isPeopleName, isRegistration, isTokenName, propertyNamed } from './people.ts';
import { isOpen, locate } from './places.ts';

/**
 * The path of the collection to which an operation adds a person: the one whose items the response contains. If the response contains
 * nobody, the first one whose items have the identity. Undefined if the response contains another person.
 */
export function registrationHome(model: Model, operation: Operation): string | undefined {
  if (!isRegistration(operation)) return undefined;
  return recall(model.registrations, operation.id, () => {
    const { document } = model;
    const identity = identityIn(document, operation);
    if (!identity) return undefined;
    const collections = peopleIn(model).filter((one) => propertyNamed(document, one, identity.name) !== undefined);
    const shown = successContent(operation)?.schema;
    if (shown === undefined) return collections[0]?.path;
    const isShown = ({ schema, name }: CollectionDraft) =>
      objectsIn(document, shown, name).some((one) => isSame(document, one.schema, schema));
    return (collections.find(isShown) ?? (showsPerson(model, shown) ? undefined : collections[0]))?.path;
  });
}

/** The collections of people at the root, in the order of the document. */
function peopleIn(model: Model): readonly CollectionDraft[] {
  return model.paths.folders().flatMap((path) => {
    const draft = path.includes('{}') ? undefined : draftAt(model, path);
    if (!draft || !isPeopleName(draft.name) || locate(model, path)?.home !== path) return [];
    return isOpen(model, draft) ? [] : [draft];
  });
}

/** Whether a response, or an object in it, identifies somebody. A key with nothing but a token is that of any person. */
function showsPerson({ document }: Model, schema: string): boolean {
  const places = propertyPlaces(document, schema);
  const own = [...places.keys()].filter((name) => !isTokenName(name));
  if (own.length === 1 && own.length < places.size && /^_?id$/i.test(own[0] ?? '')) return false;
  const names = [...places.values()].flatMap((place) => [...propertyPlaces(document, place).keys()]);
  return [...places.keys(), ...names].some((name) => isIdentityName(name) || /^_?id$/i.test(name));
}
