/** What a file of facts gives: for each kind, the function that answers it. */

import type { Moment } from '../../../domain/clock.ts';
import type { FactOf, FactRequest } from '../../../domain/fact.ts';
import type { AccountId } from '../../../domain/ids.ts';

export type Answers<Kind extends FactRequest['kind']> = {
  readonly [K in Kind]: (accountId: AccountId, request: Extract<FactRequest, { kind: K }>, now: Moment) => FactOf<K>;
};

export function optional<Row, T>(row: Row | undefined, from: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : from(row);
}
