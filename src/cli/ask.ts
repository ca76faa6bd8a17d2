/** Asks whoever is at the terminal, and says why it asks again. */

import type { Interface } from 'node:readline/promises';
import { UserError } from '../process/user-error.ts';
import { shownName } from '../wire/shown-names.ts';

export interface Question {
  readonly text: string;
  /** What an answer must be, as the end of a sentence that begins with the answer's name. */
  readonly must: string;
  isGood(answer: string): boolean;
}

/** `given` is what was answered before, and is not good enough. */
export async function ask(
  { text, must, isGood }: Question,
  given: string | undefined,
  lines: Interface,
  output: NodeJS.WritableStream,
): Promise<string> {
  let answer = given;
  while (answer === undefined || !isGood(answer)) {
    if (answer !== undefined)
      output.write(`${answer === '' ? 'Nothing' : `"${shownName(answer)}"`} is not possible: ${must}.\n`);
    answer = (await lines.question(`${text}: `).catch(giveUp)).trim();
  }
  return answer;

  function giveUp(error: unknown): never {
    if (!isGivenUp(error)) throw error;
    // The question's line is not ended yet.
    output.write('\n');
    throw new UserError('given up; nothing was founded');
  }
}

/** By Ctrl+C or Ctrl+D, perhaps before it was asked. */
function isGivenUp(error: unknown): boolean {
  const { name, code } = error as NodeJS.ErrnoException;
  return name === 'AbortError' || code === 'ERR_USE_AFTER_CLOSE';
}
