/** Where Beckon may listen, and what its address is then. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { publicUrlFrom, requireSafeListening } from './listening.ts';

const tls = ['--tls-cert', 'a', '--tls-key', 'b'];
const proxy = ['--behind-proxy', '--public-url', 'https://pages.example'];

const allowed: readonly (readonly string[])[] = [
  [],
  ['--host', 'localhost'],
  ['--host', '::1'],
  ['--host', '127.8.9.1'],
  ['--host', '0.0.0.0', ...tls],
  ['--host', '::', ...tls],
  ['--host', '10.0.0.7', ...proxy],
];
for (const args of allowed) {
  test(`it may listen with: ${args.join(' ')}`, () => {
    requireSafeListening(readConfig(args, {}));
  });
}

const refused: readonly (readonly [readonly string[], RegExp])[] = [
  [['--host', '0.0.0.0'], /others can reach Beckon/],
  [['--host', '::'], /others can reach Beckon/],
  [['--host', '127.example.com'], /others can reach Beckon/],
  [['--host', 'pager.example', '--public-url', 'https://pager.example'], /others can reach Beckon/],
  [['--host', '10.0.0.7', '--behind-proxy'], /needs --public-url/],
  [['--tls-cert', 'a'], /go together/],
  [['--tls-key', 'a'], /go together/],
];
for (const [args, message] of refused) {
  test(`it may not listen with: ${args.join(' ')}`, () => {
    assert.throws(() => requireSafeListening(readConfig(args, {})), message);
  });
}

const addresses: readonly (readonly [readonly string[], string])[] = [
  [[], 'http://127.0.0.1:7'],
  [['--host', '::1'], 'http://[::1]:7'],
  [['--host', '0.0.0.0', ...tls], 'https://127.0.0.1:7'],
  [[...proxy], 'https://pages.example'],
];
for (const [args, url] of addresses) {
  test(`the address is ${url} with: ${args.join(' ')}`, () => {
    assert.equal(publicUrlFrom(readConfig(args, {}), 7), url);
  });
}
