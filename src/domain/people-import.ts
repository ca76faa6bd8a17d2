/** What an import is asked to do, what it does with each entry, and what can be wrong with one. */

import { type Refusal, refuseAll } from './errors.ts';
import type { Contact, ExtensionStatus, ExtensionType } from './extension.ts';
import type { ExtensionId } from './ids.ts';

/** One entry of a people file. What is absent stays as it is, or is as standard in someone new. */
export interface ImportEntry {
  /** Where it stands in its file: the line, or in a list the place, counted from 1. */
  readonly line?: number;
  readonly extensionNumber: string;
  readonly type?: ExtensionType;
  readonly status?: ExtensionStatus;
  readonly contact: Contact;
  /** The numbers of all the Departments they are in from now on. */
  readonly departments?: readonly string[];
}

export const importProblemReasons = [
  /** A value that the column cannot have. */
  'invalid-value',
  /** The number stands on an earlier line as well. */
  'twice',
  /** The extension is there, and is something else. */
  'other-type',
  /** Only people are members of Departments. */
  'not-a-person',
  'unknown-department',
  /** Another person has the address, or would have it then. */
  'email-taken',
  /** It would leave nobody who administers the company. */
  'last-administrator',
] as const;

export interface ImportProblem {
  readonly line?: number;
  readonly column: string;
  readonly value: string;
  readonly reason: (typeof importProblemReasons)[number];
}

/** What an import does with one entry. */
export interface ImportStep {
  readonly line?: number;
  /** Of someone new it is theirs only once it is done. */
  readonly extensionId: ExtensionId;
  readonly extensionNumber: string;
  readonly name: string;
  readonly type: ExtensionType;
  readonly status: ExtensionStatus;
  readonly action: 'create' | 'update' | 'keep' | 'refuse';
  /** The fields that change, such as `status`, and Departments as `+200` and `-201`. */
  readonly changes: readonly string[];
  /** Why it is refused; empty otherwise. */
  readonly problems: readonly ImportProblem[];
  /** Until when the link works that was made for them, if one was. */
  readonly invitedUntilMs?: number;
}

const codes = {
  'invalid-value': 'invalid-parameter',
  twice: 'extension-number-taken',
  'other-type': 'invalid-parameter',
  'not-a-person': 'invalid-parameter',
  'unknown-department': 'unknown-referenced-resource',
  'email-taken': 'email-taken',
  'last-administrator': 'last-administrator',
} as const satisfies Record<ImportProblem['reason'], Refusal['code']>;

/** Of more, the others are told once these are mended. */
const maxNamed = 1000;

/** Throws a `DomainError` that names them, unless there are none. */
export function refuseProblems(problems: readonly ImportProblem[]): void {
  refuseAll(problems.slice(0, maxNamed).map(refusalOfProblem));
}

function refusalOfProblem({ line, column, value, reason }: ImportProblem): Refusal {
  return { code: codes[reason], parameter: column, subject: value, ...(line === undefined ? {} : { line }) };
}
