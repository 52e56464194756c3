// Collections as CSV in the control API.
import type { ResponseOf } from '../../behaviours/handlers.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { type CsvCell, CsvError } from '../../json/csv.ts';
import { propertyPath, tokensOf } from '../../json/pointer.ts';
import { isObject, type Json } from '../../json/value.ts';
import { type CsvItems, csvOf, itemShape, itemsOfCsv } from '../../resources/state/csv.ts';
import type { ResourceContext } from '../../resources/state/repository.ts';
import { findResource } from '../../resources/state/scenario.ts';
import { type ServedResources, setPath } from '../../resources/state/state.ts';
import type { operations } from '../generated/document.js';

export const CSV = 'text/csv';

/** @throws HttpError NOT_ACCEPTABLE if the resource is no list */
export function csvResponse(known: ServedResources, path: string, value: Json): ResponseOf<operations['getResource']> {
  const resource = findResource(known.inference, path);
  if (resource?.kind !== 'collection' || !Array.isArray(value)) {
    const message = `${path} is not a collection, so it cannot be CSV. Use the path of a collection, or JSON.`;
    throw new HttpError({ code: 'NOT_ACCEPTABLE', message });
  }
  const body = csvOf(value.filter(isObject), itemShape(known.contract, resource), resource.properties.writeOnly);
  return { status: 200, mediaType: CSV, body };
}

/** The names of the properties are in the first line (RFC 4180, section 3). @throws HttpError UNSUPPORTED_MEDIA_TYPE */
export function requireHeaderLine(contentType = ''): void {
  if (!/;\s*header\s*=\s*"?absent\b/i.test(contentType)) return;
  const message = 'CSV without a header line is not supported. Send the names of the properties as the first line.';
  throw new HttpError({ code: 'UNSUPPORTED_MEDIA_TYPE', message });
}

/** Sets the items of a collection. @throws HttpError BODY_MALFORMED or BODY_INVALID with line and column */
export async function setCsv(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  text: string,
): Promise<void> {
  const resource = findResource(known.inference, path);
  if (resource && resource.kind !== 'collection') {
    const message = `${path} is not a collection, so it cannot be set from CSV. Send JSON.`;
    throw new HttpError({ code: 'UNSUPPORTED_MEDIA_TYPE', message });
  }
  const csv = resource ? readCsv(text, known, resource) : undefined;
  // A path without a resource is refused here.
  await setPath(known, context, path, (csv?.items ?? []) as Json).catch((error: unknown) => {
    const [first] = error instanceof HttpError ? error.violations : [];
    const cell = first && csv?.cellAt(first.pointer);
    throw cell ? invalidAt(cell, first, error as HttpError) : error;
  });
}

function readCsv(
  text: string,
  { contract }: ServedResources,
  resource: NonNullable<ReturnType<typeof findResource>>,
): CsvItems {
  try {
    return itemsOfCsv(text, itemShape(contract, resource), contract);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { line, column, message } = error;
    throw new HttpError({ code: 'BODY_MALFORMED', message: `Line ${line}, column ${column}: ${message}.` });
  }
}

function invalidAt({ line, column }: CsvCell, first: Violation, { code, violations }: HttpError): HttpError {
  const inner = tokensOf(first.pointer).slice(1);
  const name = inner.length === 0 ? '' : propertyPath(`/${inner.join('/')}`);
  const message = `Line ${line}, column ${column}: ${name === '' ? 'the item' : name} ${first.message}.`;
  return new HttpError({ code, message, violations });
}
