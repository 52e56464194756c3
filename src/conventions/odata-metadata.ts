// $metadata: what is served, as OData's own description of a service (CSDL XML 4.01), made from the contract.
import type { Contract } from '../contract/contract.ts';
import { printXml, type XmlElement } from '../xml.ts';
import type { Callable } from './csdl-callables.ts';
import { type Navigation, type Service, serviceOf } from './csdl-service.ts';
import { type EdmType, type Enumeration, lastOf, openTypes, type Property, type Structured } from './csdl-types.ts';

export function metadataOf(contract: Contract): string {
  const types = openTypes(contract);
  const service = serviceOf(contract, types);
  const { structured, enumerations } = types.all();
  const isEntity = entitiesAmong(structured, service.entities);
  const named: readonly (readonly [string, XmlElement])[] = [
    ...enumerations.map((one) => [one.name, enumType(one)] as const),
    ...structured.map((one) => [one.name, structuredType(one, service, isEntity)] as const),
  ];
  const { callables } = service;
  const used = [...named.map(([name]) => namespaceOf(name)), ...callables.map(({ namespace }) => namespace)];
  const namespaces = [...new Set([types.namespace, ...used])];
  const schemas = namespaces.map((namespace): XmlElement => {
    const own = named.filter(([name]) => namespaceOf(name) === namespace).map(([, element]) => element);
    const called = callables.filter((one) => one.namespace === namespace).map(callable);
    const container = namespace === types.namespace ? [entityContainer(service)] : [];
    const attributes = { xmlns: 'http://docs.oasis-open.org/odata/ns/edm', Namespace: namespace };
    return { name: 'Schema', attributes, children: [...own, ...called, ...container] };
  });
  const root = {
    name: 'edmx:Edmx',
    attributes: { 'xmlns:edmx': 'http://docs.oasis-open.org/odata/ns/edmx', Version: '4.0' },
    children: [{ name: 'edmx:DataServices', children: schemas }],
  };
  return printXml(root, { indent: true });
}

function namespaceOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

/** What a path shows is an entity, and with it what it is derived from and all that is derived from that. */
function entitiesAmong(
  structured: readonly Structured[],
  shown: ReadonlySet<Structured>,
): (type: Structured) => boolean {
  const rootOf = (type: Structured): Structured => (type.base ? rootOf(type.base) : type);
  const roots = new Set([...shown].map(rootOf));
  const entities = new Set(structured.filter((type) => roots.has(rootOf(type))));
  return (type) => entities.has(type);
}

function enumType({ name, values }: Enumeration): XmlElement {
  const children = values.map((value, index) => ({
    name: 'Member',
    attributes: { Name: value, Value: String(index) },
  }));
  return { name: 'EnumType', attributes: { Name: lastOf(name) }, children };
}

function structuredType(type: Structured, service: Service, isEntity: (type: Structured) => boolean): XmlElement {
  const { name, base, open, description, properties } = type;
  const key = service.keys.get(type);
  const leads = service.navigations.get(type) ?? [];
  const isContained = (property: string) => leads.some((one) => one.name === property);
  const navigates = ({ type: { structured } }: Property) => structured !== undefined && isEntity(structured);
  const further = [...new Map(leads.map((one) => [one.name, one])).values()].filter((one) => !type.names.has(one.name));
  return {
    name: isEntity(type) ? 'EntityType' : 'ComplexType',
    attributes: { Name: lastOf(name), BaseType: base?.name, OpenType: open ? 'true' : undefined },
    children: [
      ...(key === undefined ? [] : [{ name: 'Key', children: [{ name: 'PropertyRef', attributes: { Name: key } }] }]),
      ...properties.filter((one) => !navigates(one)).map((one) => property(one, one.name === key)),
      ...properties.filter(navigates).map((one) => navigationProperty(one, isContained(one.name))),
      ...further.map(contained),
      ...described(description),
    ],
  };
}

function property({ name, type, computed, description }: Property, isKey: boolean): XmlElement {
  const annotations = computed ? [{ name: 'Annotation', attributes: { Term: COMPUTED, Bool: 'true' } }] : [];
  const nullable = type.nullable && !isKey ? undefined : 'false';
  return {
    name: 'Property',
    attributes: { Name: name, ...typed(type), Nullable: nullable },
    children: [...annotations, ...described(description)],
  };
}

function navigationProperty({ name, type, description }: Property, isContained: boolean): XmlElement {
  const nullable = type.many || type.nullable ? undefined : 'false';
  return {
    name: 'NavigationProperty',
    attributes: { Name: name, ...typed(type), Nullable: nullable, ContainsTarget: isContained ? 'true' : undefined },
    children: described(description),
  };
}

function contained({ name, type, many }: Navigation): XmlElement {
  return {
    name: 'NavigationProperty',
    attributes: { Name: name, Type: whole(type.name, many), ContainsTarget: 'true' },
  };
}

function entityContainer({ sets, singletons, callables }: Service): XmlElement {
  const free = new Map(callables.flatMap((one) => (one.bound ? [] : [[one.name, one]])));
  const children: XmlElement[] = [
    ...sets.map(({ name, type }) => ({ name: 'EntitySet', attributes: { Name: name, EntityType: type.name } })),
    ...singletons.map(({ name, type }) => ({ name: 'Singleton', attributes: { Name: name, Type: type.name } })),
    ...[...free.values()].map(({ kind, namespace, name }) => {
      return { name: `${kind}Import`, attributes: { Name: name, [kind]: `${namespace}.${name}` } };
    }),
  ];
  return { name: 'EntityContainer', attributes: { Name: 'Service' }, children };
}

function callable({ kind, name, bound, parameters, returns, description }: Callable): XmlElement {
  const binding = bound && { Name: 'bindingParameter', Type: whole(bound.type.name, bound.many), Nullable: 'false' };
  const taken = parameters.map(({ name: parameter, type }) => ({
    Name: parameter,
    ...typed(type),
    Nullable: type.nullable ? undefined : 'false',
  }));
  const given = [...(binding ? [binding] : []), ...taken];
  const answer = returns && { ...typed(returns), Nullable: returns.nullable ? undefined : 'false' };
  return {
    name: kind,
    attributes: { Name: name, IsBound: bound ? 'true' : undefined },
    children: [
      ...given.map((attributes) => ({ name: 'Parameter', attributes })),
      ...(answer ? [{ name: 'ReturnType', attributes: answer }] : []),
      ...described(description),
    ],
  };
}

const COMPUTED = 'Org.OData.Core.V1.Computed';

function described(text: string | undefined): readonly XmlElement[] {
  if (text === undefined || text === '') return [];
  return [{ name: 'Annotation', attributes: { Term: 'Org.OData.Core.V1.Description', String: text } }];
}

/** A decimal has any number of digits behind its point. */
function typed({ name, many }: EdmType): Readonly<Record<string, string | undefined>> {
  return { Type: whole(name, many), Scale: name === 'Edm.Decimal' ? 'variable' : undefined };
}

function whole(name: string, many: boolean): string {
  return many ? `Collection(${name})` : name;
}
