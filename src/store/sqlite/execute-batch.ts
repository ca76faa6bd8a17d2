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
import type { Database } from './open-database.ts';
import type { BlockSizes } from './summarise.ts';
import type { FilesWatch } from './watch-files.ts';

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
  readonly blocks: BlockSizes;
  readonly signals: Signals;
  readonly lives: Lives;
  readonly files: FilesWatch;
}

/** The answers are true only once the function has returned: after the commit come only the signals. */
export function createExecuteBatch(db: Database, clock: Clock, { blocks, signals, lives, files }: BatchParts) {
  const gather = createGather(db, blocks);
  const apply = createApply(db, blocks);
  const accountsAt = createAccounts(db);

  function executeTogether(commands: readonly Command[], now: Moment): Answer[] {
    files.requireStill();
    db.raw.exec('BEGIN IMMEDIATE');
    const touched = new SignalCollector();
    let answers: Answer[];
    let begun: () => void;
    try {
      begun = lives.begin(new Set(commands.map(({ accountId }) => accountId)), now);
      const gatherNow = (accountId: AccountId, request: RowRequest) => gather(accountId, request, now);
      const memory = createBatchMemory({ gather: gatherNow, apply }, accountsAt(now));
      answers = commands.map((command) => executeOne(command, now, { memory, touched }));
      memory.flush();
      db.raw.exec('COMMIT');
    } catch (error) {
      if (db.raw.isTransaction) db.raw.exec('ROLLBACK');
      throw error;
    }
    // What was committed to files that are gone is answered to nobody.
    files.require();
    begun();
    signals.send(touched.signals);
    return answers;
  }

  function settle(command: Command, now: Moment): Settled<Answer> {
    try {
      return { value: executeTogether([command], now)[0] as Answer };
    } catch (error) {
      return { error: unavailableFrom(error, db.raw.location()) ?? error };
    }
  }

  return (commands: readonly Command[]): Settled<Answer>[] => {
    const now = momentOf(clock);
    try {
      return executeTogether(commands, now).map((value) => ({ value }));
    } catch (error) {
      const unavailable = unavailableFrom(error, db.raw.location());
      if (unavailable) return commands.map(() => ({ error: unavailable }));
      // A defect in one command must not take its neighbours with it: each is tried again alone.
      return commands.map((command) => settle(command, now));
    }
  };
}

/** SQLite's codes for: another process writes, a table is locked, the disk is full. */
const unavailableCodes: ReadonlySet<number> = new Set([5, 6, 13]);

/** What trying each command alone would not help against. */
function unavailableFrom(error: unknown, file: string | null): DomainError | undefined {
  if (error instanceof DomainError && error.refusal.code === 'data-gone') return error;
  const { errcode, message } = error as { errcode?: number; message: string };
  if (errcode === undefined || !unavailableCodes.has(errcode & 0xff)) return undefined;
  return new DomainError({ code: 'overloaded' }, `${file ?? 'memory'} cannot be written: ${message}`);
}
