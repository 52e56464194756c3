// The handlers for what the documents contain: their operations and their resources.
import { resolve } from '../../contract/document/resolve.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import { keyName, type Resource } from '../../resources/infer/resource.ts';
import { itemsInUse } from '../../resources/state/many-items.ts';
import type { World } from '../../worlds/world.ts';
import type { components } from '../generated/document.js';
import type { ControlledDocument, ControlTarget } from '../target.ts';
import type { ControlHandler } from './handler.ts';
import { worldOf } from './lookup.ts';

type ResourceView = components['schemas']['Resource'];
type PropertyView = components['schemas']['Property'];

export const listOperations: ControlHandler<'listOperations'> = (target) => () => {
  const declared = declaredOperations(target);
  const body = target.inspect().map(({ mount, operation, method, path, role, resource, changesNothing }) => {
    const found = declared.get(`${mount} ${operation}`);
    const { bases = [''], responses = [], unusable, summary } = found ?? {};
    return {
      mount,
      operation,
      method,
      path: `${bases[0] ?? ''}${path}`,
      role,
      changesNothing,
      statuses: responses.map(({ status }) => status),
      ...(summary !== undefined && { summary }),
      ...(resource !== undefined && { resource }),
      ...(unusable && { unusable: unusable.what }),
    };
  });
  return { status: 200, body };
};

/** The operations of all documents, by mount and id. */
function declaredOperations(target: ControlTarget) {
  const found = target.documents().flatMap(({ mount, contract }) =>
    contract.operations.map((operation) => {
      const summary = summaryAt(contract.document, operation.pointer);
      const { id, bases, unusable } = operation;
      const responses = unusable ? [] : operation.responses;
      return [`${mount} ${id}`, { bases, responses, unusable, summary }] as const;
    }),
  );
  return new Map(found);
}

function summaryAt(document: JsonObject, pointer: string): string | undefined {
  const { summary } = resolve(document, pointer).value;
  return typeof summary === 'string' && summary !== '' ? summary : undefined;
}

export const listResources: ControlHandler<'listResources'> =
  (target) =>
  ({ parameters }) => {
    const world = worldOf(target, parameters);
    const body = target.documents().flatMap((document) => {
      const resources = document.inference.resources().toSorted((one, other) => depthOf(one) - depthOf(other));
      return resources.map((resource) => resourceInfo(document, world, resource));
    });
    return { status: 200, body };
  };

function depthOf({ path, kind }: Resource): number {
  return path.split('{}').length * 2 + (kind === 'collection' ? 0 : 1);
}

function resourceInfo({ mount, contract }: ControlledDocument, world: World, resource: Resource): ResourceView {
  const { path, kind, name } = resource;
  const key = kind === 'collection' ? keyName(resource.key) : undefined;
  const items = kind === 'collection' && !path.includes('{}') ? itemsInUse(world.part(mount), path) : undefined;
  return {
    mount,
    path,
    kind,
    name,
    ...(key !== undefined && { key }),
    ...(items !== undefined && { items }),
    properties: propertiesAt(contract.document, resource),
  };
}

function propertiesAt(document: JsonObject, { schema, references }: Resource): PropertyView[] {
  const targets = new Map(references()?.own.map(({ property, collection }) => [property, collection.path]));
  const required = new Set(sameValuePlaces(document, schema).flatMap(({ value }) => namesIn(value.required)));
  return [...propertyPlaces(document, schema)].map(([name, place]) => {
    const parts = sameValuePlaces(document, place).map(({ value }) => value);
    const first = <Name extends 'format' | 'description'>(keyword: Name) =>
      parts.map((part) => part[keyword]).find((value): value is string => typeof value === 'string');
    const format = first('format');
    const description = first('description');
    const values = parts.map((part) => part.enum).find(Array.isArray);
    const refersTo = targets.get(name);
    return {
      name,
      types: [...typesAt(document, place)],
      required: required.has(name),
      readOnly: parts.some((part) => part.readOnly === true),
      ...(format !== undefined && { format }),
      ...(description !== undefined && { description }),
      ...(values && { enum: [...values] }),
      ...(refersTo !== undefined && { refersTo }),
    };
  });
}

function namesIn(required: Json | undefined): readonly string[] {
  return Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];
}
