/** Small values in texts that clients carry for us and can neither forge nor change. */

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** `key` is 32 bytes for this purpose alone. Synchronous and fast: one is made for each notification, and each sync. */
export function sealedText(key: Uint8Array, value: unknown, header?: string): string {
  const content = Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = header === undefined ? content : `${header}.${content}`;
  return `${text}.${seal(key, text).toString('base64url')}`;
}

/** Undefined for a text that was not sealed with this key. */
export function unsealedText(key: Uint8Array, text: string): unknown {
  const end = text.lastIndexOf('.');
  const sealed = text.slice(0, Math.max(0, end));
  const [expected, actual] = [seal(key, sealed), Buffer.from(text.slice(end + 1), 'base64url')];
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  return JSON.parse(Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url').toString());
}

/** What a key was imported as: given as bytes it would be imported with each seal, which takes twice as long as the seal. */
const imported = new WeakMap<Uint8Array, KeyObject>();

function seal(key: Uint8Array, text: string): Buffer {
  const known = imported.get(key) ?? createSecretKey(key);
  imported.set(key, known);
  return createHmac('sha256', known).update(text).digest();
}
