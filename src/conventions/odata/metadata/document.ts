// $metadata: the OData description of the service (CSDL XML 4.01), generated from the contract.
import type { Contract } from '../../../contract/contract.ts';
import { printXml, type XmlElement } from '../../../xml.ts';
import { type EntityModel, entityModelOf, type Navigation } from './entity-model.ts';
import type { Callable } from './operations.ts';
import { type EdmProperty, type EdmType, type Enumeration, lastOf, openTypes, type Structured } from './types.ts';

export function metadataOf(contract: Contract): string {
  const types = openTypes(contract);
  const service = entityModelOf(contract, types);
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
    const called = callables.filter((one) => one.namespace === namespace).map(callableElement);
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

/** A type is an entity type if a path returns it, or if it has a common base type with such a type. */
function entitiesAmong(
  structured: readonly Structured[],
  returned: ReadonlySet<Structured>,
): (type: Structured) => boolean {
  const rootOf = (type: Structured): Structured => (type.base ? rootOf(type.base) : type);
  const roots = new Set([...returned].map(rootOf));
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

function structuredType(type: Structured, service: EntityModel, isEntity: (type: Structured) => boolean): XmlElement {
  const { name, base, open, description, properties } = type;
  const key = service.keys.get(type);
  const navigations = service.navigations.get(type) ?? [];
  const isContainedIn = (property: string) => navigations.some((one) => one.name === property);
  const isNavigation = ({ type: { structured } }: EdmProperty) => structured !== undefined && isEntity(structured);
  const additional = [...new Map(navigations.map((one) => [one.name, one])).values()].filter(
    (one) => !type.names.has(one.name),
  );
  return {
    name: isEntity(type) ? 'EntityType' : 'ComplexType',
    attributes: { Name: lastOf(name), BaseType: base?.name, OpenType: open ? 'true' : undefined },
    children: [
      ...(key === undefined ? [] : [{ name: 'Key', children: [{ name: 'PropertyRef', attributes: { Name: key } }] }]),
      ...properties.filter((one) => !isNavigation(one)).map((one) => propertyElement(one, one.name === key)),
      ...properties.filter(isNavigation).map((one) => navigationProperty(one, isContainedIn(one.name))),
      ...additional.map(navigationElement),
      ...descriptionOf(description),
    ],
  };
}

function propertyElement({ name, type, computed, description }: EdmProperty, isKey: boolean): XmlElement {
  const annotations = computed ? [{ name: 'Annotation', attributes: { Term: COMPUTED, Bool: 'true' } }] : [];
  const nullable = type.nullable && !isKey ? undefined : 'false';
  return {
    name: 'Property',
    attributes: { Name: name, ...typeAttributes(type), Nullable: nullable },
    children: [...annotations, ...descriptionOf(description)],
  };
}

function navigationProperty({ name, type, description }: EdmProperty, isContainedIn: boolean): XmlElement {
  const nullable = type.many || type.nullable ? undefined : 'false';
  return {
    name: 'NavigationProperty',
    attributes: {
      Name: name,
      ...typeAttributes(type),
      Nullable: nullable,
      ContainsTarget: isContainedIn ? 'true' : undefined,
    },
    children: descriptionOf(description),
  };
}

function navigationElement({ name, type, many }: Navigation): XmlElement {
  return {
    name: 'NavigationProperty',
    attributes: { Name: name, Type: typeReference(type.name, many), ContainsTarget: 'true' },
  };
}

function entityContainer({ sets, singletons, callables }: EntityModel): XmlElement {
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

function callableElement({ kind, name, bound, parameters, returns, description }: Callable): XmlElement {
  const binding = bound && {
    Name: 'bindingParameter',
    Type: typeReference(bound.type.name, bound.many),
    Nullable: 'false',
  };
  const parameterAttributes = parameters.map(({ name: parameter, type }) => ({
    Name: parameter,
    ...typeAttributes(type),
    Nullable: type.nullable ? undefined : 'false',
  }));
  const allParameters = [...(binding ? [binding] : []), ...parameterAttributes];
  const returnType = returns && { ...typeAttributes(returns), Nullable: returns.nullable ? undefined : 'false' };
  return {
    name: kind,
    attributes: { Name: name, IsBound: bound ? 'true' : undefined },
    children: [
      ...allParameters.map((attributes) => ({ name: 'Parameter', attributes })),
      ...(returnType ? [{ name: 'ReturnType', attributes: returnType }] : []),
      ...descriptionOf(description),
    ],
  };
}

const COMPUTED = 'Org.OData.Core.V1.Computed';

function descriptionOf(text: string | undefined): readonly XmlElement[] {
  if (text === undefined || text === '') return [];
  return [{ name: 'Annotation', attributes: { Term: 'Org.OData.Core.V1.Description', String: text } }];
}

/** A decimal has any number of fractional digits. */
function typeAttributes({ name, many }: EdmType): Readonly<Record<string, string | undefined>> {
  return { Type: typeReference(name, many), Scale: name === 'Edm.Decimal' ? 'variable' : undefined };
}

function typeReference(name: string, many: boolean): string {
  return many ? `Collection(${name})` : name;
}
