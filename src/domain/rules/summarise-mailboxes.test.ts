/** A step of bringing summaries further. */

import { test } from 'node:test';
import type { Sequence } from '../ids.ts';
import { accountId, idOf, type World } from './company.fixture.ts';
import { decides, nextSequence } from './tables.fixture.ts';

const step = (sinceSeq: number) =>
  ({ kind: 'summarise-mailboxes', accountId, fromId: idOf('100'), sinceSeq: sinceSeq as Sequence }) as const;
const behind = (number?: string): World => ({
  facts: {
    'mailbox-behind': () => ({ behindId: number === undefined ? undefined : idOf(number), nextId: idOf('103') }),
  },
});
const summarised = { kind: 'mailbox-summarised', extensionId: idOf('102') } as const;

test('the mailbox that is behind is brought further, and it is told where to go on', () => {
  const value = { nextId: idOf('103'), nextSequence };
  decides(behind('102'), step(0), { value, effects: [summarised] });
  decides(behind(), step(0), { value, effects: [] });
});

test('where nothing has happened since, nobody is looked at', () => {
  decides(behind('102'), step(nextSequence), { value: { nextId: undefined, nextSequence }, effects: [] });
});
