// The tests with the fixture for node:test. FAIL_ON decides whether violations fail them.
import { testWithWorld } from 'standin/node-test';
import { shopTests } from './shop-tests.mjs';

const document = new URL('../../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;
const test = testWithWorld({ document, failOn: process.env.FAIL_ON ?? 'violations' });
for (const { name, run } of shopTests) test(name, ({ world }) => run(world.baseUrl));
