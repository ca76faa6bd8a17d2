/** A company of ten thousand people in one Department, two of whom have paged each other very often. */

import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ExtensionId, Sequence } from '../../src/domain/ids.ts';
import type { Store } from '../../src/domain/store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { benchApp, benchCredential, openBenchSession } from '../sessions.ts';

export const peopleCount = 10_000;
/** The number of the Department in which everyone is. */
export const everyoneNumber = '900001';

export interface LargeCompany {
  /** Access tokens of an administrator and of one of the people, and a message that this one has. */
  readonly administrator: string;
  readonly person: string;
  readonly messageId: number;
  /** When it was made, and nothing but what it was made with had been sent. */
  readonly madeAt: string;
}

const accountId = 1 as AccountId;
const idOf = (number: string) => (1_000_000 + Number(number)) as ExtensionId;
const peopleNumbers = Array.from({ length: peopleCount }, (_, index) => String(10_001 + index));
const [administratorNumber, personNumber] = peopleNumbers as [string, string];
const scopes = ['EditAccounts', 'InternalMessages', 'ReadMessages'];

/** Each of the pages has the word "please", and is in the index. */
export async function makeLargeCompany(dataDir: string, pages: number): Promise<LargeCompany> {
  const store = openSqliteStore({ dataDir, clock: { nowMs: Date.now } });
  try {
    await found(store);
    const sessionOf = (number: string) => openBenchSession(store, { accountId, extensionId: idOf(number), scopes });
    const [administrator, person] = [await sessionOf(administratorNumber), await sessionOf(personNumber)];
    let messageId = 0;
    for (let sent = 0; sent < pages; sent += 64) {
      const numbers = Array.from({ length: Math.min(64, pages - sent) }, (_, index) => sent + index);
      const copies = await Promise.all(
        numbers.map(async (number) => {
          const mailboxId = person.actor.extensionId;
          return unwrap(
            await store.execute({
              ...{ kind: 'send-page', accountId, actor: person.actor, mailboxId },
              ...{ to: [{ extensionId: idOf(administratorNumber) }], text: `Please call extension ${number}.` },
              ...{ maxRecipients: 10, maxThreadAgeMs: 0 },
            }),
          ).copy.copyId;
        }),
      );
      messageId = copies[0] ?? messageId;
    }
    for (const chore of store.chores) while ((await chore.step()) === 'more');
    const madeAt = new Date().toISOString();
    return { administrator: administrator.accessToken, person: person.accessToken, messageId, madeAt };
  } finally {
    await store.close();
  }
}

async function found(store: Store): Promise<void> {
  const extension = (extensionNumber: string, type: Extension['type']): Extension => ({
    ...{ accountId, extensionId: idOf(extensionNumber), extensionNumber, type, status: 'Enabled' },
    ...{ name: `Extension ${extensionNumber}`, contact: {}, isDeleted: false },
    roles: type === 'Department' ? [] : extensionNumber === administratorNumber ? ['administrator', 'user'] : ['user'],
  });
  const people = peopleNumbers.map(idOf);
  unwrap(
    await store.execute({
      ...{ kind: 'found-account', accountId, name: 'Large', firstSequence: 10_000_000 as Sequence },
      extensions: [
        ...peopleNumbers.map((number) => extension(number, 'User')),
        extension(everyoneNumber, 'Department'),
      ],
      members: [{ departmentId: idOf(everyoneNumber), extensionIds: people }],
      ...{ managers: [], apps: [benchApp(accountId, scopes)] },
      credentials: people.slice(0, 2).map((extensionId) => benchCredential(accountId, extensionId)),
    }),
  );
}

/** A people file, in parts as large as are taken at once: everyone gets the job title. */
export function peopleFiles(jobTitle: string): string[] {
  const parts = [peopleNumbers.slice(0, peopleCount / 2), peopleNumbers.slice(peopleCount / 2)];
  return parts.map((numbers) =>
    ['extensionNumber,jobTitle', ...numbers.map((number) => `${number},${jobTitle}`)].join('\n'),
  );
}
