/** Everything that was started ends, in the declared order, whatever fails. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLifecycle, endings } from './lifecycle.ts';

test('what was started ends place by place, however it was started, and only once', async () => {
  const lifecycle = createLifecycle();
  const ended: string[] = [];
  for (const ending of endings.toReversed()) {
    lifecycle.ends(ending, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(ending);
    });
  }
  await Promise.all([lifecycle.end(), lifecycle.end()]);
  assert.deepEqual(ended, endings);
});

test('what fails to end keeps nothing else from ending, and is told of afterwards', async () => {
  const lifecycle = createLifecycle();
  const ended: string[] = [];
  lifecycle.ends('telling', () => {
    throw new Error('no line');
  });
  lifecycle.ends('telling', () => ended.push('beside it'));
  lifecycle.ends('serving', () => Promise.reject(new Error('no disk')));
  lifecycle.ends('keeping', () => ended.push('after it'));
  await assert.rejects(lifecycle.end(), ({ errors }: AggregateError) => {
    assert.deepEqual(
      errors.map(({ message }: Error) => message),
      ['no line', 'no disk'],
    );
    return true;
  });
  assert.deepEqual(ended, ['beside it', 'after it']);
});
