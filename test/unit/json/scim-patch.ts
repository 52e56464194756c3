import { test } from 'tap';
import { applyScimPatch, isScimPatch } from '../../../src/json/scim-patch.ts';
import type { Json, JsonObject } from '../../../src/json/value.ts';

const SCHEMAS = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const USER: JsonObject = {
  name: { givenName: 'Ann', familyName: 'Lee' },
  active: true,
  emails: [{ type: 'work', value: 'a@example.com' }],
};

const PATCHES: readonly { readonly title: string; readonly operation: JsonObject; readonly want: JsonObject }[] = [
  {
    title: 'replace sets a sub-attribute',
    operation: { op: 'replace', path: 'name.familyName', value: 'Day' },
    want: { ...USER, name: { givenName: 'Ann', familyName: 'Day' } },
  },
  {
    title: 'names of attributes are case-insensitive',
    operation: { op: 'Replace', path: 'ACTIVE', value: 'False' },
    want: { ...USER, active: false },
  },
  {
    title: 'add without a path adds attributes',
    operation: { op: 'add', value: { title: 'Chief', name: { formatted: 'A' } } },
    want: { ...USER, title: 'Chief', name: { givenName: 'Ann', familyName: 'Lee', formatted: 'A' } },
  },
  {
    title: 'add keeps the values of a list',
    operation: { op: 'add', path: 'emails', value: [{ type: 'home', value: 'b' }] },
    want: {
      ...USER,
      emails: [
        { type: 'work', value: 'a@example.com' },
        { type: 'home', value: 'b' },
      ],
    },
  },
  {
    title: 'a filter selects values',
    operation: { op: 'replace', path: 'emails[type eq "work"].value', value: 'c' },
    want: { ...USER, emails: [{ type: 'work', value: 'c' }] },
  },
  {
    title: 'a filter without a value adds one',
    operation: { op: 'add', path: 'emails[type eq "home"].value', value: 'h' },
    want: {
      ...USER,
      emails: [
        { type: 'work', value: 'a@example.com' },
        { type: 'home', value: 'h' },
      ],
    },
  },
  {
    title: 'remove of the last value removes the attribute',
    operation: { op: 'remove', path: 'emails[type eq "work" and value co "@"]' },
    want: { name: USER.name as Json, active: true },
  },
  {
    title: 'a path can name an extension',
    operation: { op: 'add', path: `${ENTERPRISE}:department`, value: 'Sales' },
    want: { ...USER, [ENTERPRISE]: { department: 'Sales' } },
  },
];

test('a SCIM PATCH', async (t) => {
  for (const { title, operation, want } of PATCHES)
    t.strictSame(applyScimPatch(USER, { schemas: SCHEMAS, Operations: [operation] }), { value: want }, title);
});

test('an invalid SCIM PATCH says which operation is wrong', async (t) => {
  const errorOf = (operation: JsonObject) =>
    applyScimPatch(USER, { Operations: [{ op: 'add', value: {} }, operation] });
  t.match(errorOf({ op: 'copy', path: 'a' }), { error: { kind: 'malformed', index: 1, message: /unknown op/ } });
  t.match(errorOf({ op: 'remove' }), { error: { index: 1, message: /no path/ } });
  t.match(errorOf({ op: 'replace', path: 'a[', value: 1 }), { error: { index: 1, message: /invalid path/ } });
  t.match(errorOf({ op: 'remove', path: 'emails[type eq "x"].value' }), { error: { message: /selects no value/ } });
});

test('only a body with the schema of a SCIM PATCH is one', async (t) => {
  t.equal(isScimPatch({ schemas: SCHEMAS, Operations: [] }), true);
  t.equal(isScimPatch({ Operations: [] }), false);
});
