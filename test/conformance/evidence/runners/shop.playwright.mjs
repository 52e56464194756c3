import { test as base } from '@playwright/test';
import { worldFixtures } from 'standin/playwright';
import { shopTests } from '../shop-tests.mjs';

const document = new URL('../../../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;
const test = base.extend(worldFixtures({ document }));
for (const { name, run } of shopTests) test(name, ({ world }) => run(world.baseUrl));
