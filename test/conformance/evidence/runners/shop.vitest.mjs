import { worldFixtures } from 'standin/vitest';
import { test as base } from 'vitest';
import { shopTests } from '../shop-tests.mjs';

const document = new URL('../../../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;
const test = base.extend(await worldFixtures({ document }));
for (const { name, run } of shopTests) test.concurrent(name, ({ world }) => run(world.baseUrl));
