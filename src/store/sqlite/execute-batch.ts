/** Runs a batch of commands one after another in one transaction: one durable commit for all of them. */

import { type Clock, type Moment, momentOf } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import { decide, runDecision } from '../../domain/decide.ts';
import { DomainError, type Result } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Settled } from '../batch-queue.ts';
import { SignalCollector, type Signals } from '../signals.ts';
import { createAccounts } from './accounts.ts';
import { createApply } from './apply.ts';
import { type BatchMemory, createBatchMemory } from './batch-memory.ts';
import { createGather, type RowRequest } from './gather.ts';
import type { Lives } from './lives.ts';
import type { BlockSizes } from './mailbox/close-blocks.ts';
import type { Database } from './open-database.ts';
import type { Write } from './write-transaction.ts';

type Answer = Result<OutcomeOf<Command>>;

interface Batch {
  readonly memory: BatchMemory;
  readonly touched: SignalCollector;
}

function executeOne(command: Command, now: Moment, { memory, touched }: Batch): Answer {
  const { accountId } = command;
  const verdict = runDecision(decide(command, now), (request) => memory.gather(accountId, request));
  memory.keep(accountId, verdict);
  touched.add(accountId, verdict.effects);
  return verdict.result;
}

export interface BatchParts {
  readonly signals: Signals;
  readonly lives: Lives;
  readonly write: Write;
  readonly blocks?: BlockSizes;
}

/** The answers are true only once the function has returned: after the commit come only the signals. */
export function createExecuteBatch(db: Database, clock: Clock, { signals, lives, write, blocks }: BatchParts) {
  const gather = createGather(db);
  const apply = createApply(db, blocks);
  const accountsAt = createAccounts(db);

  function executeTogether(commands: readonly Command[], now: Moment): Answer[] {
    const touched = new SignalCollector();
    const { answers, begun } = write(() => {
      const begun = lives.begin(new Set(commands.map(({ accountId }) => accountId)), now);
      const gatherNow = (accountId: AccountId, request: RowRequest) => gather(accountId, request, now);
      const memory = createBatchMemory({ gather: gatherNow, apply }, accountsAt(now));
      const answers = commands.map((command) => executeOne(command, now, { memory, touched }));
      memory.flush();
      return { answers, begun };
    });
    begun();
    signals.send(touched.signals);
    return answers;
  }

  function settle(command: Command, now: Moment): Settled<Answer> {
    try {
      return { value: executeTogether([command], now)[0] as Answer };
    } catch (error) {
      return { error };
    }
  }

  return (commands: readonly Command[]): Settled<Answer>[] => {
    const now = momentOf(clock);
    try {
      return executeTogether(commands, now).map((value) => ({ value }));
    } catch (error) {
      // Nothing can be written now: trying each command alone would not help.
      if (error instanceof DomainError) return commands.map(() => ({ error }));
      // A defect in one command must not take its neighbours with it: each is tried again alone.
      return commands.map((command) => settle(command, now));
    }
  };
}
