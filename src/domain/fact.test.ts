/** Parts of a rule that ask side by side. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Asking, ask, type FactRequest, together } from './fact.ts';
import type { ExtensionId } from './ids.ts';

const person = (id: number): FactRequest => ({ kind: 'extension', extensionId: id as ExtensionId });

function* asksInTurn(...ids: number[]): Asking<unknown[]> {
  const answers: unknown[] = [];
  for (const id of ids) answers.push(yield* ask(person(id)));
  return answers;
}

/** Each question is answered with the id that it asks for. */
function run<T>(asking: Asking<T>): { value: T; rounds: number[][] } {
  const rounds: number[][] = [];
  let step = asking.next();
  while (!step.done) {
    const ids = step.value.map((request) => Number((request as { extensionId: number }).extensionId));
    rounds.push(ids);
    step = asking.next(ids);
  }
  return { value: step.value, rounds };
}

test('parts side by side ask at once, and each gets the answers to its own questions', () => {
  const { value, rounds } = run(
    together(
      () => asksInTurn(1, 2, 3),
      () => asksInTurn(),
      () => asksInTurn(4),
      () => asksInTurn(5, 6),
    ),
  );
  assert.deepEqual(value, [[1, 2, 3], [], [4], [5, 6]]);
  assert.deepEqual(rounds, [[1, 4, 5], [2, 6], [3]]);
});

test('what one part refuses is refused', () => {
  function* refusing(): Asking<never> {
    yield* ask(person(7));
    throw new RangeError('refused');
  }
  assert.throws(() => run(together(() => asksInTurn(1, 2), refusing)), RangeError);
});
