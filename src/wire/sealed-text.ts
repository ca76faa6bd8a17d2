/** Small values in texts that clients carry for us and can neither forge nor change. */

import { createHmac, timingSafeEqual } from 'node:crypto';

/** `key` is 32 bytes for this purpose alone. Synchronous and fast: one is made for each notification. */
export function sealedText(key: Uint8Array, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${seal(key, text).toString('base64url')}`;
}

/** Undefined for a text that was not sealed with this key. */
export function unsealedText(key: Uint8Array, text: string): unknown {
  const [content = '', given = ''] = text.split('.', 2);
  const [expected, actual] = [seal(key, content), Buffer.from(given, 'base64url')];
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString());
}

function seal(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
