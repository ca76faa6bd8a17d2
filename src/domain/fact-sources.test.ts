/** Which commands of a company wait for one another. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from './command.ts';
import { meanings } from './effect-meanings.ts';
import { factsChangedBy, sources } from './fact-sources.ts';
import {
  accountId,
  actorOf,
  decideIn,
  factsAskedIn,
  idOf,
  numbers,
  sendFrom,
  type World,
} from './rules/company.fixture.ts';

const facts: World['facts'] = {
  password: ({ extensionId }) => ({ extensionId, hash: 'old', failures: 0, lockedUntilMs: 0 }) as never,
  'living-sessions': () => [],
  'credential-count': () => 0,
};

/** What the second asks that may be answered otherwise once the first is done. */
function waitsFor(second: Command, first: Command): string[] {
  const { effects, taken, result } = decideIn({ facts }, first);
  assert.ok(result.ok && effects.length > 0, first.kind);
  const changed = new Set<string>(effects.flatMap(({ kind }) => [...(factsChangedBy.get(kind) ?? [])]));
  if (taken > 0) changed.add('take');
  const asked = new Set(factsAskedIn({ facts }, second).map(({ kind }) => kind));
  return [...asked].filter((kind) => changed.has(kind));
}

const password = (number: string): Command => {
  return { kind: 'change-password', accountId, actor: actorOf(number), oldHash: 'old', newHash: 'new' };
};
const credential = (number: string): Command => {
  return {
    kind: 'create-credential',
    accountId,
    actor: actorOf(number),
    credentialId: 'c' as never,
    label: 'a',
    lifeMs: 1,
  };
};
const page = sendFrom('104', { to: numbers('105') });

test('changes that take no numbers do not wait for each other, nor for a page, nor does a page wait for them', () => {
  const rows: [Command, Command][] = [
    [password('102'), credential('103')],
    [credential('103'), password('102')],
    [password('102'), page],
    [page, password('102')],
  ];
  for (const [second, first] of rows)
    assert.deepEqual(waitsFor(second, first), [], `${second.kind} after ${first.kind}`);
});

test('a page waits for the page before it, for its numbers alone', () => {
  assert.deepEqual(waitsFor(page, sendFrom('102', { to: numbers('103') })), ['take']);
});

test('whoever is frozen is asked for again by those who page them', () => {
  const frozen: Command = {
    ...{ kind: 'update-extension', accountId, actor: actorOf('101'), extensionId: idOf('105') },
    changes: { status: 'Frozen' },
  };
  assert.deepEqual(waitsFor(page, frozen), ['extension', 'extension-by-number', 'take']);
});

test('no effect but the founding moves time or sequence: the engine does, for whatever changes something', () => {
  const movers = [...factsChangedBy].filter(([, kinds]) => kinds.has('now') || kinds.has('take'));
  assert.deepEqual(
    movers.map(([effect]) => effect),
    ['account-founded'],
  );
});

test('what no effect changes is not asked for', () => {
  const changed = new Set<string>(Object.values(meanings).flatMap(({ changes }) => [...changes]));
  for (const [fact, pieces] of Object.entries(sources)) {
    assert.deepEqual(
      pieces.filter((piece) => !changed.has(piece)),
      [],
      fact,
    );
  }
});
