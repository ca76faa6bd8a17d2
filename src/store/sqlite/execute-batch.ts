/** Runs a batch of commands one after another in one transaction: one durable commit for all of them. */

import type { Moment } from '../../domain/clock.ts';
import type { Command, OutcomeOf } from '../../domain/command.ts';
import { decide, runDecision } from '../../domain/decide.ts';
import { DomainError, type Result } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Signal } from '../../domain/reads/changes.ts';
import type { Settled } from '../batch-queue.ts';
import { SignalCollector } from '../signals.ts';
import { createAccounts } from './accounts.ts';
import { createApply } from './apply.ts';
import { type BatchMemory, createBatchMemory } from './batch-memory.ts';
import { createGather, type RowRequest } from './gather.ts';
import type { Lives } from './lives.ts';
import type { BlockSizes } from './mailbox/close-blocks.ts';
import type { Database } from './open-database.ts';
import type { Write } from './write-transaction.ts';

export type Answer = Result<OutcomeOf<Command>>;

export interface Written {
  readonly settled: readonly Settled<Answer>[];
  /** To be sent now that it is durable. */
  readonly signals: readonly Signal[];
}

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
  readonly lives: Lives;
  readonly write: Write;
  readonly blocks?: BlockSizes;
}

/** The answers are true only once the function has returned. */
export function createExecuteBatch(db: Database, { lives, write, blocks }: BatchParts) {
  const gather = createGather(db);
  const apply = createApply(db, blocks);
  const accountsAt = createAccounts(db);

  function executeTogether(commands: readonly Command[], now: Moment): { answers: Answer[]; signals: Signal[] } {
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
    return { answers, signals: [...touched.signals] };
  }

  function settle(command: Command, now: Moment): Written {
    try {
      const { answers, signals } = executeTogether([command], now);
      return { settled: answers.map((value) => ({ value })), signals };
    } catch (error) {
      return { settled: [{ error }], signals: [] };
    }
  }

  return (commands: readonly Command[], now: Moment): Written => {
    try {
      const { answers, signals } = executeTogether(commands, now);
      return { settled: answers.map((value) => ({ value })), signals };
    } catch (error) {
      // Nothing can be written now: trying each command alone would not help.
      if (error instanceof DomainError) return { settled: commands.map(() => ({ error })), signals: [] };
      // A defect in one command must not take its neighbours with it: each is tried again alone.
      const singly = commands.map((command) => settle(command, now));
      return { settled: singly.flatMap(({ settled }) => settled), signals: singly.flatMap(({ signals }) => signals) };
    }
  };
}
