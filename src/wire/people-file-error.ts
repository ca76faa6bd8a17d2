/** What is wrong with a people file as a whole, to be shown to a person as it is: where, what, and how to mend it. */

import { shownName } from './shown-names.ts';

export class PeopleFileError extends Error {}

export interface Cell {
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly value: string;
}

export function faultAt({ line, column, value }: Cell, what: string): PeopleFileError {
  return new PeopleFileError(`line ${line}, column ${column}: "${shownName(shownValue(value))}" ${what}`);
}

/** However long the cell is, what is wrong with it shows in its beginning. */
export function shownValue(value: string): string {
  return value.slice(0, 100).toWellFormed();
}
