/** What may be in a name, of whatever it is: one line, without what turns or hides the text that stands beside it. */

import { DomainError } from './errors.ts';

/** They cannot be seen, come along with what is copied, and say nothing where every name is isolated from its neighbours. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Without the marks that turn a direction. */
export function withoutDirections(text: string): string {
  return text.replace(directions, '');
}

/** Whether it has nothing that a terminal obeys, or takes for the end of a line. */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}

/**
 * The name as it is kept. Refuses with `invalid-parameter` what is none; what was kept before names were looked at may stay:
 * whole things are sent back.
 */
export function nameGiven(text: string, parameter: string, before?: string): string {
  if (text !== before && !isOneLine(text)) throw new DomainError({ code: 'invalid-parameter', parameter });
  return withoutDirections(text).trim();
}
