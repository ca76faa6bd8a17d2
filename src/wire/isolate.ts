/** Keeps a text that others wrote, in whatever direction, from turning or mirroring what stands beside it. */

/** Letters that are written from right to left, and the marks that turn a direction. */
const turning =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const [openings, closing] = [/[\u2066-\u2068]/, '\u2069'] as const;

/**
 * Inside a sentence. What only holds letters from left to right, as our own texts do, needs no marks: nobody should
 * copy invisible ones with every name.
 */
export function isolated(text: string): string {
  return turning.test(text) ? `\u2068${balanced(text)}${closing}` : text;
}

/** Beside each other, as in a table; what is empty is left out. */
export function isolatedList(texts: readonly (string | undefined)[], between = ', '): string {
  return texts.flatMap((text) => (text ? [isolated(text)] : [])).join(between);
}

/** Without marks that would end the isolation that it is put into, or outlast it: also elements are held by such marks. */
export function balanced(text: string): string {
  if (!turning.test(text)) return text;
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === closing && depth === 0) continue;
    if (openings.test(character)) depth += 1;
    if (character === closing) depth -= 1;
    kept += character;
  }
  return kept + closing.repeat(depth);
}
