/** What someone sees who is asked at a terminal. */

import assert from 'node:assert/strict';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { UserError } from '../process/user-error.ts';
import { ask } from './ask.ts';

const question = { text: 'A number', must: 'it is made of digits', isGood: (answer: string) => /^\d+$/.test(answer) };

/** Types each line when it is asked for. */
async function asked(typed: readonly string[], given?: string) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const lines = createInterface({ input, output, terminal: true });
  let shown = '';
  let count = 0;
  output.on('data', (chunk) => {
    shown += chunk;
    // Each line typed is shown with its question once more.
    const isAsked = shown.endsWith('A number: \x1b[11G');
    if (isAsked && count < typed.length) setImmediate((line) => input.write(line), typed[count++]);
  });
  const answer = await ask(question, given, lines, output).catch((error: unknown) => error);
  lines.close();
  return { answer, shown: stripVTControlCharacters(shown) };
}

test('whoever is asked again is told why', async () => {
  const { answer, shown } = await asked(['seven\r', '\r', '12\r']);
  assert.equal(answer, '12');
  assert.deepEqual(
    shown.split(/\r?\n/).filter((line) => line.includes('possible')),
    ['"seven" is not possible: it is made of digits.', 'Nothing is not possible: it is made of digits.'],
  );
});

test('what a flag said wrongly is told before the question', async () => {
  const { answer, shown } = await asked(['12\r'], 'seven');
  assert.equal(answer, '12');
  assert.match(shown, /^"seven" is not possible: it is made of digits\.\r?\nA number: /);
});

for (const [name, key] of [
  ['Ctrl+C', '\x03'],
  ['Ctrl+D', '\x04'],
] as const) {
  test(`${name} ends it in words, on a line of their own`, async () => {
    const { answer, shown } = await asked([key]);
    assert.ok(answer instanceof UserError);
    assert.ok(shown.endsWith('A number: \n'));
  });
}
