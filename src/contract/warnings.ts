// What in a document is doubtful but can be served: found on the start walk, told once, each with its place.
import { isObject } from '../json/value.ts';
import { formats } from './formats.ts';
import type { Visit } from './grammar.ts';

/** Something in the document that is served nevertheless. */
export interface Warning {
  readonly pointer: string;
  readonly message: string;
  /** True where something cannot be served as it is declared. */
  readonly fatal?: boolean;
}

/** Notes doubts while the walk goes on. */
export interface WarningCollector {
  visit(place: Visit): void;
  all(): readonly Warning[];
}

/** Formats that the OpenAPI registry knows and that no validator needs to judge. */
const ANNOTATIONS = new Set([
  ...['binary', 'byte', 'char', 'commonmark', 'decimal', 'decimal128', 'double', 'double-int', 'duration', 'float'],
  ...['html', 'http-date', 'idn-email', 'idn-hostname', 'int16', 'int32', 'int64', 'int8', 'iri', 'iri-reference'],
  ...['media-range', 'password', 'sf-binary', 'sf-boolean', 'sf-decimal', 'sf-integer', 'sf-string', 'sf-token'],
  ...['uint8', 'uint16', 'uint32', 'uint64', 'unixtime', 'base64url'],
]);

/** Operations that are asked for, and not sent: those of paths, also in further files. */
const IN_PATHS = /^\/(?:paths|x-standin-files)\/(?!.*\/callbacks\/)/;

const STATUS = /^(?:[1-5](?:\d\d|XX)|default|x-.*)$/i;

export function collectWarnings(): WarningCollector {
  const warnings: Warning[] = [];
  const ids = new Map<string, string>();
  const unknown = new Map<string, { first: string; count: number }>();
  return {
    visit({ kind, node, pointer }) {
      if (!isObject(node)) return;
      if (kind === 'schema' && typeof node.format === 'string' && !isKnown(node.format)) {
        const seen = unknown.get(node.format);
        if (seen) seen.count += 1;
        else unknown.set(node.format, { first: pointer, count: 1 });
      }
      if (kind !== 'operation' || !IN_PATHS.test(pointer)) return;
      if (node.responses === undefined) {
        warnings.push({ pointer, message: 'declares no responses; an empty 200 is answered' });
      }
      for (const status of Object.keys(isObject(node.responses) ? node.responses : {})) {
        if (!STATUS.test(status))
          warnings.push({ pointer, message: `the response ${status} is no status; it is left out` });
      }
      const id = node.operationId;
      if (typeof id !== 'string') return;
      const first = ids.get(id);
      if (first === undefined) ids.set(id, pointer);
      else
        warnings.push({
          pointer,
          message: `the operationId ${id} is taken by ${first}; this operation goes by method and path`,
        });
    },
    all() {
      const formatsSeen = [...unknown].map(([format, { first, count }]) => {
        const more = count === 1 ? '' : ` here and at ${count - 1} more ${count === 2 ? 'place' : 'places'}`;
        return { pointer: first, message: `the format ${format} is not known; no value is held to it${more}` };
      });
      return [...warnings, ...formatsSeen];
    },
  };
}

function isKnown(format: string): boolean {
  return ANNOTATIONS.has(format) || Object.hasOwn(formats, format);
}

/** True for what may stand as a key of responses and name one. */
export function isStatus(key: string): boolean {
  return STATUS.test(key) && !key.startsWith('x-');
}
