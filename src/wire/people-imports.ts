/** What an import would do or has done, line by line, as JSON. */

import { Type } from 'typebox';
import { type ImportProblem, type ImportStep, importProblemReasons } from '../domain/people-import.ts';
import { choice } from './choices.ts';
import { mendOf } from './people-file-columns.ts';
import type { LineFault } from './people-files.ts';

const actions = ['Create', 'Update', 'Keep', 'Refuse'] as const;

const recordShape = Type.Object({
  line: Type.Integer({ description: 'Where it stands in the file; the line of column names is 1' }),
  id: Type.Optional(Type.String({ description: 'Of the extension; absent while it does not exist' })),
  extensionNumber: Type.String(),
  name: Type.Optional(Type.String()),
  type: Type.Optional(Type.String()),
  status: Type.Optional(Type.String()),
  action: choice(actions),
  changes: Type.Array(Type.String(), {
    description: 'What changes: `status`, `contact`, and Departments by their numbers as `+200` and `-201`',
  }),
  problems: Type.Array(
    Type.Object({
      column: Type.String(),
      value: Type.String(),
      reason: choice(importProblemReasons),
      mend: Type.Optional(Type.String({ description: 'What the column may hold, of a value that it cannot' })),
    }),
    { description: 'Why it is refused' },
  ),
  invitation: Type.Optional(
    Type.Object(
      { uri: Type.String(), expirationTime: Type.String({ format: 'date-time' }) },
      {
        description: 'With `invite=true`, of each new person: a one-time link for setting a password, shown this once',
      },
    ),
  ),
});

export const peopleImportShape = Type.Object(
  {
    isApplied: Type.Boolean({ description: 'Whether it has been done; false for a dry run' }),
    counts: Type.Object({
      created: Type.Integer(),
      updated: Type.Integer(),
      kept: Type.Integer(),
      refused: Type.Integer(),
    }),
    records: Type.Array(recordShape),
  },
  { title: 'PeopleImport' },
);

type Record = Type.Static<typeof recordShape>;

/** `invitations` are by extension id. */
export interface ImportOutcome {
  readonly isApplied: boolean;
  readonly steps: readonly ImportStep[];
  readonly faults: readonly LineFault[];
  readonly invitations: ReadonlyMap<number, Record['invitation']>;
}

export function peopleImportJson({ isApplied, steps, faults, invitations }: ImportOutcome) {
  const records = [
    ...steps.map((step) => stepJson(step, isApplied, invitations.get(step.extensionId))),
    ...faults.map(faultJson),
  ].sort((a, b) => a.line - b.line);
  const count = (wanted: Record['action']) => records.filter(({ action }) => action === wanted).length;
  return {
    isApplied,
    counts: { created: count('Create'), updated: count('Update'), kept: count('Keep'), refused: count('Refuse') },
    records,
  };
}

const actionNames = { create: 'Create', update: 'Update', keep: 'Keep', refuse: 'Refuse' } as const;

function stepJson(step: ImportStep, isApplied: boolean, invitation: Record['invitation']): Record {
  const { line = 0, extensionId, extensionNumber, name, type, status, action, changes, problems } = step;
  const isThere = isApplied || action === 'update' || action === 'keep';
  return {
    line,
    ...(isThere ? { id: String(extensionId) } : {}),
    ...{ extensionNumber, name, type, status, action: actionNames[action], changes: [...changes] },
    problems: problems.map(problemJson),
    ...(invitation === undefined ? {} : { invitation }),
  };
}

function faultJson({ line, extensionNumber, problems }: LineFault): Record {
  return { line, extensionNumber, action: 'Refuse', changes: [], problems: problems.map(problemJson) };
}

function problemJson({ column, value, reason }: ImportProblem): Record['problems'][number] {
  return { column, value, reason, ...(reason === 'invalid-value' ? { mend: mendOf(column) } : {}) };
}
