/** How a decision is run: numbers of the sequence are taken last, and used up only by what changes something. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDecision } from './decide.ts';
import type { Effect } from './effect.ts';
import { DomainError } from './errors.ts';
import { type Asking, ask, askAll, take } from './fact.ts';
import type { ExtensionId, Sequence } from './ids.ts';

type Decision = Parameters<typeof runDecision>[0];

const answers = { now: { timeMs: 1, sureMs: 1 }, take: 5000 };
const run = (decision: () => Asking<unknown>) =>
  runDecision(decision() as Decision, ({ kind }) => answers[kind as keyof typeof answers]);

const changed: Effect[] = [{ kind: 'presence-gone', extensionId: 1 as ExtensionId }];

test('what changes something uses up the numbers that it took, and whoever took none none', () => {
  const taking = run(function* () {
    const block = yield* take(3);
    return { value: [block.first, block.at(2)], effects: changed };
  });
  assert.deepEqual(taking, { result: { ok: true, value: [5000, 5002] }, effects: changed, taken: 3 });
  const dating = run(function* () {
    yield* ask({ kind: 'now' });
    return { value: null, effects: changed };
  });
  assert.equal(dating.taken, 0);
});

test('what changes nothing uses up nothing, whatever it took', () => {
  const { taken, result } = run(function* () {
    return { value: (yield* take(3)).first, effects: [] };
  });
  assert.deepEqual([taken, result], [0, { ok: true, value: 5000 as Sequence }]);
});

test('what is refused after it took numbers uses up nothing', () => {
  const { taken, result, effects } = run(function* () {
    yield* take(3);
    throw new DomainError({ code: 'held' });
  });
  assert.deepEqual([taken, result, effects], [0, { ok: false, refusal: { code: 'held' } }, []]);
});

test('to ask for anything after taking numbers, or for numbers again, is a defect and no refusal', () => {
  const after = () =>
    run(function* () {
      yield* take(1);
      yield* ask({ kind: 'now' });
      return { value: null, effects: [] };
    });
  const again = () =>
    run(function* () {
      yield* take(0);
      yield* take(1);
      return { value: null, effects: [] };
    });
  const beside = () =>
    run(function* () {
      yield* askAll([{ kind: 'take', count: 1 }, { kind: 'now' }]);
      return { value: null, effects: [] };
    });
  for (const decision of [after, again, beside]) assert.throws(decision, /asked for more/);
});

test('numbers may be taken in the round of the last other question', () => {
  const { taken } = run(function* () {
    yield* askAll([{ kind: 'now' }, { kind: 'take', count: 2 }]);
    return { value: null, effects: changed };
  });
  assert.equal(taken, 2);
});
