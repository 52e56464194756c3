// Warnings: problems of a document that can be served nevertheless. They are collected on the walk at start, each once
// and with its place.
import { isObject } from '../../json/value.ts';
import type { Visit } from '../document/grammar.ts';
import type { Warning } from '../document/warning.ts';
import { isStatusKey } from '../operation/status-key.ts';
import { formats } from '../schema/formats.ts';

/** Collects warnings during the walk. */
export interface WarningCollector {
  visit(place: Visit): void;
  all(): readonly Warning[];
}

/** Formats of the OpenAPI format registry that are not validated. */
const ANNOTATIONS = new Set([
  ...['binary', 'byte', 'char', 'commonmark', 'decimal', 'decimal128', 'double', 'double-int', 'duration', 'float'],
  ...['html', 'http-date', 'idn-email', 'idn-hostname', 'int16', 'int32', 'int64', 'int8', 'iri', 'iri-reference'],
  ...['media-range', 'password', 'sf-binary', 'sf-boolean', 'sf-decimal', 'sf-integer', 'sf-string', 'sf-token'],
  ...['uint8', 'uint16', 'uint32', 'uint64', 'unixtime', 'base64url'],
]);

/** Operations that clients call, also in other files. The operations of callbacks and webhooks are sent by the server. */
const IN_PATHS = /^\/(?:paths|x-standin-files)\/(?!.*\/callbacks\/)/;

export function collectWarnings(): WarningCollector {
  const warnings: Warning[] = [];
  const ids = new Map<string, string>();
  const unknown = new Map<string, { first: string; count: number }>();
  return {
    visit(place) {
      const { kind, node } = place;
      if (!isObject(node) || (kind !== 'schema' && kind !== 'operation')) return;
      if (kind === 'schema' && typeof node.format === 'string' && !isKnown(node.format)) {
        const seen = unknown.get(node.format);
        if (seen) seen.count += 1;
        else unknown.set(node.format, { first: place.pointer, count: 1 });
      }
      if (kind !== 'operation') return;
      const { pointer } = place;
      if (!IN_PATHS.test(pointer)) return;
      if (node.responses === undefined) {
        warnings.push({ pointer, message: 'the operation declares no responses; the server returns an empty 200' });
      }
      for (const status of Object.keys(isObject(node.responses) ? node.responses : {})) {
        if (!isStatusKey(status)) {
          warnings.push({ pointer, message: `the key ${status} of the responses is not a status; it is ignored` });
        }
      }
      const id = node.operationId;
      if (typeof id !== 'string') return;
      const first = ids.get(id);
      if (first === undefined) ids.set(id, pointer);
      else
        warnings.push({
          pointer,
          message: `the operationId ${id} is already used by ${first}; this operation is named by its method and path`,
        });
    },
    all() {
      const unknownFormats = [...unknown].map(([format, { first, count }]) => {
        const more = count === 1 ? '' : `, here and in ${count - 1} more ${count === 2 ? 'place' : 'places'}`;
        return { pointer: first, message: `the format ${format} is unknown and not validated${more}` };
      });
      return [...warnings, ...unknownFormats];
    },
  };
}

function isKnown(format: string): boolean {
  return ANNOTATIONS.has(format) || Object.hasOwn(formats, format);
}
