/** Ids as requests write them: decimal, and in bodies often as strings. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import type { ExtensionId } from '../domain/ids.ts';

/** Numbers are accepted where the vendor's schema says string, as the vendor's own service does. */
export const digits = Type.Union([Type.String(), Type.Integer({ minimum: 0 })]);

/** Whether a text is a positive decimal number below 2^53. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));
}

/** The extension ids of a body's list; throws `invalid-parameter` for what cannot be one. */
export function extensionIdsFrom(list: readonly (string | number)[], parameter: string): ExtensionId[] {
  return list.map((item) => {
    const text = String(item);
    if (!isId(text)) throw new DomainError({ code: 'invalid-parameter', parameter, subject: text });
    return Number(text) as ExtensionId;
  });
}
