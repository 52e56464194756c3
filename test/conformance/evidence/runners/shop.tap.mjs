import { testWithWorld } from 'standin/tap';
import tap from 'tap';
import { shopTests } from '../shop-tests.mjs';

const document = new URL('../../../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;
const test = testWithWorld(tap, { document });
for (const { name, run } of shopTests) test(name, (_t, world) => run(world.baseUrl));
