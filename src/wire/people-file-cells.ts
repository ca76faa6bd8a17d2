/** What one row of a people file says, and what in it no column can have. */

import {
  type ExtensionStatus,
  type ExtensionType,
  extensionStatuses,
  extensionTypes,
  isExtensionNumber,
} from '../domain/extension.ts';
import type { ImportEntry, ImportProblem } from '../domain/people-import.ts';
import { isContactText } from './extensions.ts';
import { contactColumns, type Row } from './people-file-columns.ts';
import { shownValue } from './people-file-error.ts';

/** The same row with its values as they were meant, where a spreadsheet wrote them its own way. */
export function meant({ cells, line }: Row): Row {
  const { extensionNumber, type, status, departments, businessPhone, mobilePhone } = cells;
  const changed = {
    extensionNumber: extensionNumber && wholeNumber(unmarked(extensionNumber)),
    type: type && spelt(type, extensionTypes),
    status: status && spelt(status, extensionStatuses),
    departments: departments && wholeNumber(unmarked(departments)),
    businessPhone: businessPhone && unmarked(businessPhone),
    mobilePhone: mobilePhone && unmarked(mobilePhone),
  };
  const known = Object.entries(changed).filter(([, value]) => value !== undefined);
  return { cells: { ...cells, ...Object.fromEntries(known) }, line };
}

/** Without what keeps a spreadsheet from taking it for a number. */
function unmarked(value: string): string {
  return value.replace(/^="(.*)"$/, '$1').replace(/^'/, '');
}

/** `107.0` and `107,0` were `107` before the column was taken for numbers. */
function wholeNumber(value: string): string {
  return value.replace(/^(\d+)[.,]0+$/, '$1');
}

function spelt(value: string, names: readonly string[]): string {
  return names.find((name) => name.toLowerCase() === value.toLowerCase()) ?? value;
}

/** Of a row as it was meant. */
export function problemsIn({ cells, line }: Row): ImportProblem[] {
  const { extensionNumber = '', type, status } = cells;
  const isWrong: Readonly<Record<string, readonly [string, boolean]>> = {
    extensionNumber: [extensionNumber, !isExtensionNumber(extensionNumber)],
    type: [type ?? '', Boolean(type) && !extensionTypes.includes(type as ExtensionType)],
    status: [status ?? '', Boolean(status) && !extensionStatuses.includes(status as ExtensionStatus)],
    ...Object.fromEntries(
      contactColumns.map((column) => [column, [cells[column] ?? '', !isContactText(cells[column] ?? '')] as const]),
    ),
  };
  return Object.entries(isWrong).flatMap(([column, [value, isFault]]) =>
    isFault ? [{ line, column, value: shownValue(value), reason: 'invalid-value' }] : [],
  );
}

/** Of a row in which nothing is wrong. */
export function entryFrom({ cells, line }: Row): ImportEntry {
  const { extensionNumber = '', type, status, departments } = cells;
  const contact = contactColumns.flatMap((column) => (cells[column] ? [[column, cells[column]]] : []));
  return {
    line,
    extensionNumber,
    ...(type ? { type: type as ExtensionType } : {}),
    ...(status ? { status: status as ExtensionStatus } : {}),
    contact: Object.fromEntries(contact),
    ...(departments ? { departments: departments === '-' ? [] : departments.trim().split(/[\s;,]+/) } : {}),
  };
}
