/** Where codes may be sent. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canBeRedirectUri, isRegistered } from './redirect-uri.ts';

const publicUrl = 'https://pages.example';
const registered = [
  'https://a.example/cb',
  'http://localhost/cb',
  'http://[::1]:80/cb?x=1',
  'com.example.app:/cb',
  '/app',
];

const sent: Readonly<Record<string, boolean>> = {
  'https://a.example/cb': true,
  'https://a.example:443/cb': false,
  'https://a.example/cb/': false,
  'https://a.example/CB': false,
  'https://a.example/cb?x': false,
  'https://a.example/cb#x': false,
  'https://a.example@evil.example/cb': false,
  'http://localhost/cb': true,
  'http://LOCALHOST:1/cb': true,
  'http://localhost:65535/cb': true,
  'http://localhost:123456/cb': false,
  'http://localhost:80@evil.example/cb': false,
  'http://localhost.evil.example/cb': false,
  'http://127.0.0.1/cb': false,
  'https://localhost:3000/cb': false,
  'http://[::1]:9000/cb?x=1': true,
  'http://[::1]:9000/cb?x=2': false,
  'com.example.app:/cb': true,
  'com.example.app://cb': false,
  'https://pages.example/app': true,
  'https://pages.example/app/other': false,
  '/app': false,
  'http://pages.example/app': false,
};
for (const [uri, isSent] of Object.entries(sent)) {
  test(`a code is ${isSent ? '' : 'not '}sent to ${uri}`, () => {
    assert.equal(isRegistered(uri, registered, publicUrl), isSent);
  });
}

test('a path on Beckon’s own address is good under every name of the machine itself, if that is where it listens', () => {
  const here = (uri: string) => isRegistered(uri, ['/app'], 'http://127.0.0.1:7243');
  assert.deepEqual(
    [
      'http://127.0.0.1:7243/app',
      'http://localhost:7243/app',
      'http://localhost:5173/app',
      'http://ext-102.localhost:7243/app',
      'http://evil.example/app',
      'http://localhost.evil.example/app',
    ].map(here),
    [true, true, true, true, false, false],
  );
});

const registrable: Readonly<Record<string, boolean>> = {
  'https://a.example/cb?x=1': true,
  'http://127.0.0.1/cb': true,
  'http://localhost:3000': true,
  'com.example.app:/cb': true,
  '/app/signed-in': true,
  'http://a.example/cb': false,
  'https://a.example/cb#fragment': false,
  'https://user:word@a.example/': false,
  'javascript:alert(1)': false,
  'JavaScript://%0aalert(1)': false,
  'data:text/html,x': false,
  '//evil.example': false,
  '/\\evil.example': false,
  'https://a.example/ b': false,
  'not an address': false,
  '': false,
};
for (const [uri, can] of Object.entries(registrable)) {
  test(`an app may ${can ? '' : 'not '}register "${uri}"`, () => assert.equal(canBeRedirectUri(uri), can));
}
