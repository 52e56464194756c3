// Which names and addresses always mean this machine.
import { test } from 'tap';
import { isLoopback } from '../../src/loopback.ts';

test('names and addresses of this machine are recognized, in every way that URLs and sockets show them', async (t) => {
  for (const host of [
    'localhost',
    'LOCALHOST',
    'alice.localhost',
    '127.0.0.1',
    '127.255.0.9',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    new URL('http://0x7f.1/').hostname,
    new URL('http://[0:0:0:0:0:0:0:1]/').hostname,
  ]) {
    t.equal(isLoopback(host), true, host);
  }
});

test('names and addresses that only look like it are not', async (t) => {
  for (const host of [
    '',
    'localhost.example',
    'notlocalhost',
    '127.0.0.1.example',
    '127.1',
    '127.0.0.256',
    '1127.0.0.1',
    '10.0.0.127',
    '0.0.0.0',
    '::',
    '::2',
    '[::1].example',
    '::ffff:10.0.0.1',
    '::ffff:localhost.example',
    'localhost:4010',
  ]) {
    t.equal(isLoopback(host), false, host);
  }
});
