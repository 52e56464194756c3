// Every edit of a schema, in every place of an operation and in both directions, has the severity that JSON Schema demands.
import { test } from 'tap';
import { diff } from '../../../../src/index.ts';
import {
  documentWith,
  expectedSeverity,
  isTextPlace,
  reversed,
  SCHEMA_EDITS,
  SCHEMA_PLACES,
} from '../../../fixtures/schema-edits.ts';

/** What says nothing about the values of a schema: how a parameter is written, and that a property has probably no function any more. */
const BEYOND_VALUES: ReadonlySet<string> = new Set([
  'parameter-serialization-changed',
  'request-property-removed',
  'response-optional-property-removed',
]);

for (const place of Object.keys(SCHEMA_PLACES) as (keyof typeof SCHEMA_PLACES)[]) {
  test(`an edit of the schema of a ${place} is breaking if requests are refused or responses have other values`, async (t) => {
    const { direction } = SCHEMA_PLACES[place];
    for (const [title, from, to, inJson, asText = inJson] of SCHEMA_EDITS) {
      const relation = isTextPlace(place) ? asText : inJson;
      for (const [before, after, own, way] of [
        [from, to, relation, title],
        [to, from, reversed(relation), `${title}, backwards`],
      ] as const) {
        const { findings } = await diff(documentWith(place, before), documentWith(place, after));
        const counted = findings.filter(({ severity, id }) => severity !== 'info' && !BEYOND_VALUES.has(id));
        const worst = counted.some(({ severity }) => severity === 'breaking')
          ? 'breaking'
          : (counted[0]?.severity ?? 'none');
        t.equal(
          worst,
          expectedSeverity(own, direction),
          `${way}: ${counted.map(({ id, pointer }) => `${id} ${pointer}`).join(', ')}`,
        );
        t.ok(
          counted.every((finding) => finding.direction === direction),
          `${way}: the direction`,
        );
      }
    }
  });
}
