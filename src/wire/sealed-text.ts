/** Small values in texts that clients carry for us and can neither forge nor change. */

import { createHmac, createSecretKey, type Hmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** `key` is 32 bytes for this purpose alone. Synchronous and fast: one is made for each notification, and each sync. */
export function sealedText(key: Uint8Array, value: unknown, header?: string): string {
  const content = Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = header === undefined ? content : `${header}.${content}`;
  return `${text}.${sealing(key, text).digest('base64url')}`;
}

/** Undefined for a text that was not sealed with this key. */
export function unsealedText(key: Uint8Array, text: string): unknown {
  const end = text.lastIndexOf('.');
  const sealed = text.slice(0, Math.max(0, end));
  const [expected, actual] = [sealing(key, sealed).digest(), Buffer.from(text.slice(end + 1), 'base64url')];
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  return JSON.parse(Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url').toString());
}

/** Made once: from bytes, Node.js makes one for each seal, which takes six times as long as sealing. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keyObjects.get(key);
  if (known) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
}

function sealing(key: Uint8Array, text: string): Hmac {
  return createHmac('sha256', keyObjectOf(key)).update(text);
}
