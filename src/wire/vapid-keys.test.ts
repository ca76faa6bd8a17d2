/** The key pair of Web Push. */

import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { vapidKeysFrom } from './vapid-keys.ts';

const secret = new Uint8Array(32).fill(7);

test('a server has the same keys each time, and another server other ones', () => {
  const keys = vapidKeysFrom(secret);
  assert.deepEqual(vapidKeysFrom(secret.slice()), keys);
  assert.notEqual(vapidKeysFrom(new Uint8Array(32).fill(8)).publicKey, keys.publicKey);
});

test('what the private key signs, the public one verifies', () => {
  const { publicKey, privateKey } = vapidKeysFrom(secret);
  const point = Buffer.from(publicKey, 'base64url');
  assert.deepEqual([point.length, point[0], Buffer.from(privateKey, 'base64url').length], [65, 4, 32]);
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) };
  const text = Buffer.from('text');
  const signature = sign('sha256', text, createPrivateKey({ key: { ...jwk, d: privateKey }, format: 'jwk' }));
  assert.ok(verify('sha256', text, createPublicKey({ key: jwk, format: 'jwk' }), signature));
});
