/** Names as terminals and logs may show them: whatever is in one, it moves no cursor and turns no line. */

import { isOneLine, withoutDirections } from '../domain/names.ts';

/** With `\u001b` for what a terminal would obey, and for marks that turn the direction. */
export function shownName(name: string): string {
  return [...name].map((letter) => (isPlain(letter) ? letter : escaped(letter))).join('');
}

/** Several lines of our own, in which others' words may stand. */
export function shownLines(text: string): string {
  return text.split('\n').map(shownName).join('\n');
}

function isPlain(letter: string): boolean {
  return isOneLine(letter) && withoutDirections(letter) !== '';
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
