// The declared path that an unknown one was probably meant to be.
import { test } from 'tap';
import { nearestPath } from '../../../../src/contract/operation/nearest-path.ts';
import type { Operation } from '../../../../src/contract/operation/operations.ts';

const operations = [
  ['/users', '/v1'],
  ['/users/{userId}', '/v1'],
  ['/users/{userId}/orders', '/v1'],
  ['/users/me', '/v1'],
  ['/products/{id}.json', '/v1'],
  ['/report(period={period})', '/v1'],
  ['/a', '/v1'],
].map(([path, base]) => ({ path, bases: [base] })) as unknown as readonly Operation[];

const rows: readonly (readonly [title: string, path: string, near: string | undefined])[] = [
  ['a letter is wrong', '/v1/usrs', '/v1/users'],
  ['two letters are swapped', '/v1/uesrs', '/v1/users'],
  ['another case', '/v1/Users', '/v1/users'],
  ['the singular', '/v1/user/7', '/v1/users/7'],
  ['values of parameters are kept', '/v1/users/7/order', '/v1/users/7/orders'],
  ['a literal segment is nearer than a parameter', '/v1/user/me', '/v1/users/me'],
  ['the base path is forgotten', '/users', '/v1/users'],
  ['the base path is forgotten, and a letter is wrong', '/usrs/7', '/v1/users/7'],
  ['another base path', '/v2/users', '/v1/users'],
  ['a prefix that is not declared', '/api/v1/users', '/v1/users'],
  ['a slash at the end', '/v1/users/', '/v1/users'],
  ['two slashes', '/v1//users', '/v1/users'],
  ['parts of a segment', '/v1/product/7.json', '/v1/products/7.json'],
  ['a part that does not fit', '/v1/products/7.xml', undefined],
  ['brackets in a template', '/v2/report(period=D7)', '/v1/report(period=D7)'],
  ['another word', '/v1/invoices', undefined],
  ['another word of one letter', '/v1/b', undefined],
  ['too many letters are wrong', '/v1/xsxrx', undefined],
  ['a segment too many at the end', '/v1/users/7/orders/1/items', undefined],
  ['the root', '/', undefined],
  ['a path that is too long', `/v1/${'x/'.repeat(100)}`, undefined],
];

for (const [title, path, near] of rows) {
  test(title, async (t) => {
    t.equal(nearestPath(operations, path), near);
    t.equal(nearestPath(operations, path), near, 'each time');
  });
}
