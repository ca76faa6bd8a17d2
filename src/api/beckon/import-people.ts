/** POST /beckon/v1/people-imports: brings people and Departments up to a people file, or says what that would do. */

import { Type } from 'typebox';
import { importPeople as importAll } from '../../actions/company/import-people.ts';
import { DomainError } from '../../domain/errors.ts';
import { invitationLife } from '../../domain/invitation.ts';
import type { ImportStep } from '../../domain/people-import.ts';
import { appMay } from '../../domain/permission.ts';
import { PeopleFileError } from '../../wire/people-file-error.ts';
import { type PeopleFile, readPeopleFile } from '../../wire/people-files.ts';
import { peopleImportJson, peopleImportShape } from '../../wire/people-imports.ts';
import { hashSecret } from '../../wire/secrets.ts';
import { newToken } from '../../wire/tokens.ts';
import { csvType, operation } from '../shared/operation.ts';
import type { ApiServices } from '../shared/services.ts';

/** A file is taken in one step, in which nobody else is answered: with no more than this, for about a second. */
const limits = { maxEntries: 5000, maxPlaces: 20_000 };

const yes = Type.Optional(Type.Enum(['true', 'false']));

export const importPeople = operation({
  operationId: 'importPeople',
  summary: 'Create and change people and Departments by a people file',
  tag: 'Company',
  method: 'POST',
  path: '/beckon/v1/people-imports',
  access: { app: 'EditAccounts', user: 'AddRemoveUsers' },
  rate: 'Heavy',
  consumes: [csvType],
  schema: {
    querystring: Type.Object({ dryRun: yes, invite: yes }),
    body: Type.String({
      description:
        'CSV in UTF-8 or UTF-16; its first line names the columns, and no more than 5000 lines follow, with 20,000 places in Departments',
    }),
    response: { 200: peopleImportShape },
  },
  async handle({ query, body, caller, reply }, services) {
    if (query.invite === 'true' && !appMay(caller.scopes, 'EditExtensions')) {
      throw new DomainError({ code: 'missing-app-permission', subject: 'EditExtensions' });
    }
    const { entries, faults } = peopleFileFrom(body);
    const isDryRun = query.dryRun === 'true';
    const problems = faults.flatMap((fault) => fault.problems);
    const tokens = query.invite === 'true' && !isDryRun ? entries.map(() => newToken(caller.accountId)) : [];
    const tokenHashes = tokens.map(hashSecret);
    const steps = await importAll(services.store, {
      ...{ actor: caller, entries, problems, isDryRun },
      ...(tokens.length > 0 ? { invitations: { tokenHashes, lifeMs: invitationLife.standardMs } } : {}),
    });
    const invitations = new Map(steps.flatMap((step, index) => invitationOf(step, tokens[index], services)));
    // Whoever reads a link can set a password with it.
    reply.header('cache-control', 'no-store');
    return peopleImportJson({ isApplied: !isDryRun, steps, faults, invitations });
  },
});

function peopleFileFrom(text: string): PeopleFile {
  try {
    return readPeopleFile(text, 'csv', limits);
  } catch (error) {
    if (!(error instanceof PeopleFileError)) throw error;
    throw new DomainError({ code: 'invalid-people-file', subject: error.message });
  }
}

/** By the id of whom it is for; nothing, if none was made. */
function invitationOf(
  { extensionId, invitedUntilMs }: ImportStep,
  token: string | undefined,
  { urls }: ApiServices,
): [number, { uri: string; expirationTime: string }][] {
  if (token === undefined || invitedUntilMs === undefined) return [];
  return [[extensionId, { uri: urls.invitation(token), expirationTime: new Date(invitedUntilMs).toISOString() }]];
}
