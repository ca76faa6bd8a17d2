/** What people changed of their own messages and the server may not know yet: kept, and outweighing what it says. */

import type { MessageJson, ReadStatus } from '../api/shapes.ts';

export interface Change {
  readonly ids: readonly number[];
  readonly to: ReadStatus | 'Deleted' | 'Alive';
}

const keyPrefix = 'change:';
/** Under such keys of `values` they lie, in the order they were made. */
export const changeKeys = [keyPrefix, `${keyPrefix}\uffff`] as const;

/** `random` tells two of one instant apart. */
export function changeKey(nowMs: number, random: string): string {
  return `${keyPrefix}${nowMs}:${random}`;
}

export type Expected = ReadonlyMap<number, Change['to']>;

export function expectedFrom(changes: readonly Change[]): Expected {
  const expected = new Map<number, Change['to']>();
  for (const { ids, to } of changes) {
    for (const id of ids) if (to === 'Alive' || expected.get(id) !== 'Deleted') expected.set(id, to);
  }
  return expected;
}

/** The message as its owner expects it; nothing if they deleted it. What they brought back is as it was. */
export function asExpected(message: MessageJson, expected: Expected): MessageJson[] {
  const to = expected.get(message.id);
  if (to === undefined || to === 'Alive') return [message];
  return to === 'Deleted' ? [] : [{ ...message, readStatus: to }];
}
