// The functions and actions of an OData service (CSDL XML 4.01, section 12): the last segment of a path, its binding type, its
// parameters and its return type.
import type { Contract } from '../../../contract/contract.ts';
import { isJson } from '../../../contract/operation/media-types.ts';
import { type Operation, successResponse } from '../../../contract/operation/operations.ts';
import { propertyPlaces, sameValuePlaces } from '../../../contract/schema/schema-places.ts';
import { valueAt } from '../../../json/pointer.ts';
import { isObject } from '../../../json/value.ts';
import { isEnvelope } from '../entity-type.ts';
import { type EdmType, identifier, type Structured, type Types } from './types.ts';

export interface Callable {
  readonly kind: 'Function' | 'Action';
  readonly namespace: string;
  readonly name: string;
  /** The binding type. Undefined for an unbound operation. */
  readonly bound: BindingType | undefined;
  readonly parameters: readonly { readonly name: string; readonly type: EdmType }[];
  readonly returns: EdmType | undefined;
  readonly description: string | undefined;
}

export interface BindingType {
  readonly type: Structured;
  readonly many: boolean;
}

const TEXT: EdmType = { name: 'Edm.String', many: false, nullable: false, structured: undefined };

/** @param segment the last segment of the path, for example `directory.age()` @returns undefined for other segments */
export function callableOf(
  contract: Contract,
  types: Types,
  {
    operation,
    segment,
    bound,
  }: { readonly operation: Operation; readonly segment: string; readonly bound?: BindingType | undefined },
): Callable | undefined {
  const [before = '', brackets = ''] = segment.split(/\((.*)/s, 2);
  const dot = before.lastIndexOf('.');
  const name = identifier(before.slice(dot + 1));
  const namespace = dot < 0 ? types.namespace : before.slice(0, dot).split('.').map(identifier).join('.');
  const returns = returnOf(contract, types, operation, name);
  const description = describedIn(contract, operation);
  if (operation.method === 'GET' && returns) {
    const parameters = functionParameters(types, operation, brackets, name);
    return { kind: 'Function', namespace, name, bound, parameters, returns, description };
  }
  if (operation.method !== 'POST') return undefined;
  const parameters = actionParameters(contract, types, operation, name);
  return { kind: 'Action', namespace, name, bound, parameters, returns, description };
}

/** The parameters in the parentheses of a function: `scope='{scope}'`. */
function functionParameters(
  types: Types,
  { parameters }: Operation,
  brackets: string,
  hint: string,
): Callable['parameters'] {
  return [...brackets.matchAll(/(\w+)\s*=\s*'?\{([^}]+)\}/g)].map(([, name = '', parameter]) => {
    const schema = parameters.find((known) => known.in === 'path' && known.name === parameter)?.schema;
    return { name, type: schema === undefined ? TEXT : types.at(schema, `${hint}_${name}`) };
  });
}

/** The properties of an action's body. An optional one is nullable. */
function actionParameters(
  { document }: Contract,
  types: Types,
  { requestBody }: Operation,
  hint: string,
): Callable['parameters'] {
  const schema = requestBody?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return [];
  const required = new Set(
    sameValuePlaces(document, schema).flatMap(({ value }) => (value.required ?? []) as string[]),
  );
  return [...propertyPlaces(document, schema)]
    .filter(([name]) => !name.includes('@'))
    .map(([property, place]) => {
      const name = identifier(property);
      const type = types.at(place, `${hint}_${name}`);
      return { name, type: { ...type, nullable: type.nullable || !required.has(property) } };
    });
}

function returnOf({ document }: Contract, types: Types, operation: Operation, hint: string): EdmType | undefined {
  const success = successResponse(operation);
  const content = success && /^[2d]/.test(success.status) ? success.content : [];
  const { schema } = content.find(({ name }) => isJson(name)) ?? content.find((one) => one.schema !== undefined) ?? {};
  if (schema === undefined) return content.length === 0 ? undefined : { ...TEXT, name: 'Edm.Stream' };
  const properties = propertyPlaces(document, schema);
  return types.at(isEnvelope(properties) ? (properties.get('value') as string) : schema, `${hint}Result`);
}

function describedIn({ document }: Contract, { pointer }: Operation): string | undefined {
  const declaration = valueAt(document, pointer);
  const text = isObject(declaration) ? (declaration.summary ?? declaration.description) : undefined;
  return typeof text === 'string' ? text.trim() : undefined;
}
