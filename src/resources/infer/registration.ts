// Signing up: `POST /auth/register` adds a person to `/users`.
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { successContent } from './contents.ts';
import { objectsIn } from './envelope.ts';
import { isSame } from './likeness.ts';
import type { Model } from './model.ts';
import type { PlacedOperation } from './paths.ts';
import { identityIn, isIdentityName, isPeople, isRegistration, propertyNamed } from './people.ts';
import type { Collection } from './resource.ts';
import { allResources } from './resources.ts';

/** The collection to which an operation adds a person: the one whose items the response contains. Undefined if it contains another person. */
export function registersIn(model: Model, { operation }: PlacedOperation): Collection | undefined {
  const { document } = model;
  const identity = isRegistration(operation) ? identityIn(document, operation) : undefined;
  if (!identity) return undefined;
  const collections = allResources(model)
    .filter(isPeople)
    .filter((one) => propertyNamed(document, one, identity.name) !== undefined);
  const shown = successContent(operation)?.schema;
  if (shown === undefined) return collections[0];
  const isShown = ({ schema, name }: Collection) =>
    objectsIn(document, shown, name).some((one) => isSame(document, one.schema, schema));
  return collections.find(isShown) ?? (showsPerson(model, shown) ? undefined : collections[0]);
}

/** Whether a response, or an object in it, identifies somebody. */
function showsPerson({ document }: Model, schema: string): boolean {
  const places = propertyPlaces(document, schema);
  const names = [...places.values()].flatMap((place) => [...propertyPlaces(document, place).keys()]);
  return [...places.keys(), ...names].some((name) => isIdentityName(name) || /^_?id$/i.test(name));
}
