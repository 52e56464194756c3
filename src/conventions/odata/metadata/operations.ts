// The functions and actions of an OData service (CSDL XML 4.01, section 12): what the last segment of a path calls, what it is
// bound to, what it takes and what it returns.
import type { Contract } from '../../../contract/contract.ts';
import { isJson } from '../../../contract/media-types.ts';
import { type Operation, successResponse } from '../../../contract/operations.ts';
import { propertyPlaces, sameValuePlaces } from '../../../contract/schema-places.ts';
import { valueAt } from '../../../json/pointer.ts';
import { isObject } from '../../../json/value.ts';
import { isBare } from '../entity-type.ts';
import { type EdmType, identifier, type Structured, type Types } from './types.ts';

export interface Callable {
  readonly kind: 'Function' | 'Action';
  readonly namespace: string;
  readonly name: string;
  /** What it is bound to; undefined for one of the service as a whole. */
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

/** @param segment the last of the operation's path, as `directory.age()` @returns undefined for what calls nothing */
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
  const mark = before.lastIndexOf('.');
  const name = identifier(before.slice(mark + 1));
  const namespace = mark < 0 ? types.namespace : before.slice(0, mark).split('.').map(identifier).join('.');
  const returns = returnOf(contract, types, operation, name);
  const description = describedIn(contract, operation);
  if (operation.method === 'GET' && returns) {
    const parameters = givenIn(types, operation, brackets, name);
    return { kind: 'Function', namespace, name, bound, parameters, returns, description };
  }
  if (operation.method !== 'POST') return undefined;
  const parameters = takenBy(contract, types, operation, name);
  return { kind: 'Action', namespace, name, bound, parameters, returns, description };
}

/** The parameters in the brackets of a function: `scope='{scope}'`. */
function givenIn(types: Types, { parameters }: Operation, brackets: string, hint: string): Callable['parameters'] {
  return [...brackets.matchAll(/(\w+)\s*=\s*'?\{([^}]+)\}/g)].map(([, name = '', parameter]) => {
    const schema = parameters.find((known) => known.in === 'path' && known.name === parameter)?.schema;
    return { name, type: schema === undefined ? TEXT : types.at(schema, `${hint}_${name}`) };
  });
}

/** The members of an action's body; one that need not be there may as well be null. */
function takenBy(
  { document }: Contract,
  types: Types,
  { requestBody }: Operation,
  hint: string,
): Callable['parameters'] {
  const schema = requestBody?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return [];
  const needed = new Set(sameValuePlaces(document, schema).flatMap(({ value }) => (value.required ?? []) as string[]));
  return [...propertyPlaces(document, schema)]
    .filter(([name]) => !name.includes('@'))
    .map(([member, place]) => {
      const name = identifier(member);
      const type = types.at(place, `${hint}_${name}`);
      return { name, type: { ...type, nullable: type.nullable || !needed.has(member) } };
    });
}

function returnOf({ document }: Contract, types: Types, operation: Operation, hint: string): EdmType | undefined {
  const success = successResponse(operation);
  const content = success && /^[2d]/.test(success.status) ? success.content : [];
  const { schema } = content.find(({ name }) => isJson(name)) ?? content.find((one) => one.schema !== undefined) ?? {};
  if (schema === undefined) return content.length === 0 ? undefined : { ...TEXT, name: 'Edm.Stream' };
  const members = propertyPlaces(document, schema);
  return types.at(isBare(members) ? (members.get('value') as string) : schema, `${hint}Result`);
}

function describedIn({ document }: Contract, { pointer }: Operation): string | undefined {
  const written = valueAt(document, pointer);
  const said = isObject(written) ? (written.summary ?? written.description) : undefined;
  return typeof said === 'string' ? said.trim() : undefined;
}
