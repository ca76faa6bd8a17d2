/** How often a decision stops to ask: for many as for one. Where an engine is asked over a network, each round is a trip. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '../command.ts';
import type { SweepTask } from '../commands/upkeep.ts';
import { accountId, roundsIn } from './company.fixture.ts';
import { entries, everyCommand } from './every-command.fixture.ts';
import { copies, largeFacts, size } from './large-company.fixture.ts';

/** Of what concerns a hundred, and of what concerns one; the reply under a key asks the most. */
const maxRounds = { many: 8, any: 9 };

/** What a command comes to that was not refused, and in how many rounds. */
function asked(command: Command) {
  const { rounds, verdict } = roundsIn({ facts: largeFacts }, command);
  assert.ok(verdict.result.ok, `${command.kind}: ${JSON.stringify(verdict.result)}`);
  return { count: rounds.length, effects: verdict.effects };
}

describe('a change asks in few rounds', () => {
  for (const [kind, commands] of Object.entries(everyCommand)) {
    test(kind, () => {
      for (const command of commands) {
        const { count } = asked(command);
        assert.ok(count <= maxRounds.any, `${count} rounds: ${JSON.stringify(command).slice(0, 200)}`);
      }
    });
  }
});

describe('many are asked about at once', () => {
  const changing = (command: Command, kind: string) =>
    asked(command).effects.filter((effect) => effect.kind === kind).length;
  const sweeping = (task: SweepTask): Command => ({ kind: 'sweep', accountId, task, limit: size });
  const last = (kind: Command['kind'], index = 0) => everyCommand[kind].at(index) as Command;
  const many: readonly [what: string, command: Command, effect: string, count: number][] = [
    ['100 copies deleted', last('delete-conversations'), 'copy-changed', 100],
    ['100 copies purged', last('delete-conversations', 1), 'copy-purged', 100],
    ['100 lines imported', last('import-people'), 'extension-put', 100],
    ['50 people coming to 50 Departments', last('change-members'), 'member-joined', 50],
    ['50 people going from 50 Departments', last('change-members'), 'member-left', 50],
    ['50 people going from one', last('change-members', 1), 'member-left', 50],
    ['50 people put on a thread’s list', last('change-participants'), 'participant-changed', 100],
    ['100 people whose roles change', last('assign-role'), 'extension-put', 50],
    ['five mailboxes with 100 copies too many', last('sweep-mailboxes'), 'copy-changed', 500],
    ['100 copies that have aged', sweeping('aged'), 'copy-changed', 100],
    ['100 copies that were deleted long ago', sweeping('deleted'), 'copy-purged', 100],
    ['100 copies of someone who is erased', sweeping('erasures'), 'copy-purged', 100],
    ['100 texts that no hold keeps any more', sweeping('released'), 'page-erased', 100],
  ];
  for (const [what, command, effect, count] of many) {
    test(what, () => {
      assert.equal(changing(command, effect), count);
      const rounds = asked(command).count;
      assert.ok(rounds <= maxRounds.many, `${rounds} rounds`);
    });
  }
});

test('whoever asks for many asks no more often than for one', () => {
  const [deleting] = everyCommand['delete-conversations'] as Extract<Command, { kind: 'delete-conversations' }>[];
  const roundsOf = (count: number) =>
    roundsIn({ facts: { ...largeFacts, 'alive-copies': () => copies.slice(0, count) } }, deleting as Command).rounds
      .length;
  assert.equal(roundsOf(size), roundsOf(1));
  const importing = (count: number) =>
    roundsIn(
      { facts: largeFacts },
      { kind: 'import-people', accountId, actor: 'operator', entries: entries.slice(50 - count, 50), isDryRun: true },
    ).rounds.length;
  assert.equal(importing(50), importing(1));
});
