// Finds names that nobody declares: fields that OpenAPI does not define, and required properties without a declaration. Most are
// misspelt. They are ignored when requests are served, so nobody notices them there.
import { nearest } from '../../edit-distance.ts';
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { FIELDS, type FieldKind } from '../document/fields.ts';
import type { Kind, Visit } from '../document/grammar.ts';
import type { Warning } from '../document/warning.ts';
import { propertiesOf } from '../schema/properties.ts';
import type { WarningCollector } from './warnings.ts';

/** How messages name the kinds whose names are not words. */
const NOUNS: Readonly<Partial<Record<Kind, string>>> = {
  pathItem: 'path item',
  requestBody: 'request body',
  mediaType: 'media type',
  securityScheme: 'security scheme',
};

interface UnknownField {
  readonly pointer: string;
  readonly kind: FieldKind;
  readonly name: string;
  readonly near: string | undefined;
  count: number;
}

/** A schema that requires properties without a declaration of its own. */
interface OpenRequirement {
  readonly pointer: string;
  readonly schema: JsonObject;
  readonly names: readonly string[];
}

/** @param isClosed whether an unknown field is a warning although no field has a similar name */
export function collectMisspellings(document: JsonObject, isClosed: boolean): WarningCollector {
  const unknown = new Map<string, UnknownField>();
  const declared = new Set<string>();
  // Some authors keep schemas in a field of their own at the root.
  const referenced = new Set<string>();
  const requirements: OpenRequirement[] = [];
  const addUnknown = (kind: FieldKind, name: string, pointer: string) => {
    const key = `${kind} ${name}`;
    const known = unknown.get(key);
    if (known) known.count += 1;
    else
      unknown.set(key, {
        pointer: appendTokens(pointer, name),
        kind,
        name,
        near: nearest(name, FIELDS[kind]),
        count: 1,
      });
  };
  return {
    visit(place) {
      const { kind, node } = place;
      if (!isObject(node) || kind === 'content' || kind === 'callback') return;
      const fields = FIELDS[kind];
      for (const name in node) {
        if (!fields.has(name) && !name.startsWith('x-')) addUnknown(kind, name, place.pointer);
      }
      if (typeof node.$ref === 'string') referenced.add(node.$ref.split('/', 2)[1] ?? '');
      if (kind !== 'schema' || !isObject(node.properties)) return;
      for (const name of Object.keys(node.properties)) declared.add(name);
      const names = undeclaredIn(node, node.properties);
      if (names.length > 0) requirements.push({ pointer: place.pointer, schema: node, names });
    },
    all() {
      const isWarning = ({ kind, name, near }: UnknownField) => {
        if (kind === 'document' && referenced.has(name)) return false;
        return near !== undefined || (isClosed && kind !== 'schema');
      };
      return [
        ...[...unknown.values()].filter(isWarning).map(unknownField),
        ...requirements.flatMap((one) => undeclaredProperties(document, one, declared)),
      ];
    },
  };
}

function undeclaredIn({ required }: JsonObject, properties: JsonObject): readonly string[] {
  if (!Array.isArray(required)) return NO_NAMES;
  return (required as readonly string[]).filter((name) => !Object.hasOwn(properties, name));
}

const NO_NAMES: readonly string[] = [];

function unknownField({ pointer, kind, name, near, count }: UnknownField): Warning {
  const more = count === 1 ? '' : `, here and in ${count - 1} more ${count === 2 ? 'place' : 'places'}`;
  const hint = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
  const noun = NOUNS[kind] ?? kind;
  return {
    pointer,
    message: `${JSON.stringify(name)} is not a field of ${/^[aeo]/.test(noun) ? 'an' : 'a'} ${noun}; it is ignored${more}${hint}`,
  };
}

/**
 * Required properties that are misspelt, or that the schema forbids. A schema can require a property that another part of a
 * composition declares, so a name that the document declares anywhere is no warning.
 */
function undeclaredProperties(
  document: JsonObject,
  { pointer, schema, names }: OpenRequirement,
  declared: ReadonlySet<string>,
): readonly Warning[] {
  const own = propertiesOf(document, schema).map(({ name }) => name);
  const forbids = schema.additionalProperties === false && schema.patternProperties === undefined;
  return names.flatMap((name): Warning[] => {
    if (own.includes(name) && !forbids) return [];
    const near = nearest(name, own);
    if (!forbids && (declared.has(name) || near === undefined)) return [];
    const hint = near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
    const message = `required names ${JSON.stringify(name)}, which the schema does not declare${hint}`;
    return [{ pointer: appendTokens(pointer, 'required'), message }];
  });
}

/** Collects with several collectors. */
export function joinCollectors(...collectors: readonly WarningCollector[]): WarningCollector {
  return {
    visit(place: Visit) {
      for (const collector of collectors) collector.visit(place);
    },
    all: () => collectors.flatMap((collector) => collector.all()),
  };
}
