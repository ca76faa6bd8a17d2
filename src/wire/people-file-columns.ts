/** The columns of people files, and what each may hold. */

import { extensionStatuses, extensionTypes } from '../domain/extension.ts';

export const contactColumns = [
  'firstName',
  'lastName',
  'email',
  'jobTitle',
  'department',
  'businessPhone',
  'mobilePhone',
] as const;

export const peopleColumns = ['extensionNumber', 'type', 'status', ...contactColumns, 'departments'] as const;

export type Column = (typeof peopleColumns)[number];

export interface Row {
  readonly cells: Readonly<Partial<Record<Column, string>>>;
  /** Counted from 1: the line that the row ends on, or its place in a list. */
  readonly line: number;
}

/** However it is written: `Extension Number` is meant as well. */
export function columnCalled(name: string): Column | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');
  return peopleColumns.find((column) => plain(column) === plain(name));
}

const mends: Readonly<Partial<Record<string, string>>> = {
  extensionNumber: 'it is one to ten digits without a leading zero; in a spreadsheet, format the column as text',
  email: 'it looks like name@clinic.example, in up to 254 letters',
  type: `it is one of ${extensionTypes.join(', ')}`,
  status: `it is one of ${extensionStatuses.join(', ')}`,
};

/** What is right instead of a value that its column cannot have. */
export function mendOf(column: string): string {
  return mends[column] ?? 'it is one line of up to 255 letters, without control characters';
}
