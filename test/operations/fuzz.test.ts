/** No input whatever brings the server down, keeps it silent, or makes it grow. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { operations } from '../../src/api/operations.ts';
import { fuzz } from './fuzz.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** MiB that is really in use. */
function usedMiB(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const [runs, seed] = [8000, 20261124];

test(`thousands of requests made up from the schemas are all answered, none as a defect (seed ${seed})`, async () => {
  const used: number[] = [];
  const onProgress = () => used.push(usedMiB());
  const { statuses, faults, neverDone } = await fuzz({ runs, seed, onProgress });
  assert.deepEqual(faults, [], `seed ${seed}`);

  const said = JSON.stringify(statuses);
  const succeeded = (statuses['200'] ?? 0) + (statuses['201'] ?? 0) + (statuses['204'] ?? 0);
  assert.ok(succeeded > runs / 5, `too few requests came anywhere: ${said}`);
  assert.ok(neverDone.length < operations.length / 4, `never succeeded: ${neverDone.join(' ')}`);
  // By the second reading everything is loaded and compiled.
  const growth = (used.at(-1) ?? 0) - (used[1] ?? 0);
  assert.ok(growth < 20, `${used.map(Math.round).join(', ')} MiB`);
});
