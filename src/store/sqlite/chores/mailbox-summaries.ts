/** Keeps the summaries of mailboxes up: a mailbox that is behind is brought a stretch further. */

import type { AccountId, ExtensionId } from '../../../domain/ids.ts';
import type { Chore } from '../../../domain/store.ts';
import { createAccountRounds, type Step } from '../../account-rounds.ts';
import type { BlockSizes } from '../mailbox/close-blocks.ts';
import type { Database } from '../open-database.ts';
import type { Write } from '../write-transaction.ts';
import { createSummarise } from './summarise.ts';

/** So few that looking at them all takes a millisecond or two. */
const mailboxesAStep = 100;

interface SummaryParts {
  readonly accountIds: () => readonly AccountId[];
  readonly write: Write;
  readonly blocks: BlockSizes;
}

/** Where a look at an account's mailboxes has come to, and where the account stood when it began. */
interface Look {
  readonly begunSeq: number;
  readonly fromId: ExtensionId;
}

export function createMailboxSummaries(db: Database, { accountIds, write, blocks }: SummaryParts): Chore {
  const account = db.statement('SELECT next_sequence FROM account WHERE account_id = ?');
  const { nextBehind, summarise } = createSummarise(db, blocks);
  /** Up to where each account was looked at. Forgotten at a restart: then every mailbox is looked at. */
  const seen = new Map<AccountId, number>();
  const looks = new Map<AccountId, Look>();

  function stepOf(accountId: AccountId): Step {
    const sinceSeq = seen.get(accountId) ?? 0;
    const nextSequence = account.get(accountId)?.next_sequence as number;
    const look = looks.get(accountId) ?? { begunSeq: nextSequence, fromId: 0 as ExtensionId };
    if (look.begunSeq === sinceSeq) return 'idle';
    const { behindId, nextId } = nextBehind(accountId, { fromId: look.fromId, sinceSeq, limit: mailboxesAStep });
    if (behindId !== undefined) write(() => summarise(accountId, behindId));
    if (nextId !== undefined) {
      looks.set(accountId, { ...look, fromId: nextId });
      return 'more';
    }
    looks.delete(accountId);
    seen.set(accountId, look.begunSeq);
    return 'idle';
  }

  const step = createAccountRounds(accountIds, stepOf);
  return { name: 'summaries of mailboxes', pace: 'seldom', step: async () => step() };
}
