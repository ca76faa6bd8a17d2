/** Mailboxes of very different sizes and the same kind, in one company: a few messages are sent, then multiplied. */

import { unwrap } from '../../src/domain/errors.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { AccountId, ExtensionId, Sequence, SessionId } from '../../src/domain/ids.ts';
import type { Message } from '../../src/domain/message.ts';
import type { MessageQuery } from '../../src/domain/reads/messages.ts';
import type { Actor } from '../../src/domain/session.ts';
import type { Store } from '../../src/domain/store.ts';
import { type Database, openDatabase } from '../../src/store/sqlite/open-database.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { benchApp, benchCredential, openBenchSession } from '../sessions.ts';

export const accountId = 1 as AccountId;
const idOf = (number: number) => (1000 + number) as ExtensionId;
const sender = idOf(1);
/** Each reader is in a Department of their own. */
const departmentOf = (reader: ExtensionId) => (reader + 900) as ExtensionId;

/** One more, which they can leave, and how many messages they hold through it. */
export const smallDepartmentOf = (reader: ExtensionId) => (reader + 1800) as ExtensionId;
export const messagesOfSmall = 10;

/** Of ten messages five come through a Department, two are replies, and one of those named is unread. */
const templates = 10;

export interface Mailbox {
  readonly actor: Actor;
  readonly copies: number;
  /** Ten messages came in every stretch of time so long. */
  readonly tenMs: number;
}

/** Reader after reader, so that the largest mailbox also has the newest messages. `sizes` are multiples of ten. */
export async function makeMailboxes(dataDir: string, sizes: readonly number[]): Promise<Mailbox[]> {
  const clock = { nowMs: Date.now };
  const readers = sizes.map((_, index) => idOf(2 + index));
  const founding = openSqliteStore({ dataDir, clock });
  await found(founding, readers);
  await founding.close();
  const mailboxes: Mailbox[] = [];
  for (const [index, copies] of sizes.entries()) {
    const store = openSqliteStore({ dataDir, clock });
    const reader = actorOf(readers[index] as ExtensionId);
    for (let count = 0; count < messagesOfSmall; count++) await send(store, smallDepartmentOf(reader.extensionId));
    const sent = await sendTemplates(store, reader);
    await store.close();
    const db = openDatabase(dataDir);
    const times = sent.map(({ page }) => page.createdMs);
    const tenMs = 1 + Math.max(...times) - Math.min(...times);
    multiply(db, { reader, firstId: (sent[0] as Message).page.pageId, times: copies / templates, tenMs });
    db.raw.close();
    mailboxes.push({ actor: reader, copies, tenMs });
  }
  return mailboxes;
}

/** Who writes to all of them. */
export const senderActor = actorOf(sender);

function actorOf(extensionId: ExtensionId): Actor {
  return { accountId, extensionId, sessionId: `session-${extensionId}` as SessionId };
}

async function found(store: Store, readers: readonly ExtensionId[]): Promise<void> {
  const extension = (extensionId: ExtensionId, type: Extension['type']): Extension => ({
    ...{ accountId, extensionId, extensionNumber: String(extensionId), type, status: 'Enabled' },
    ...{ name: `Extension ${extensionId}`, contact: {}, isDeleted: false, roles: type === 'User' ? ['user'] : [] },
  });
  const people = [sender, ...readers];
  unwrap(
    await store.execute({
      ...{ kind: 'found-account', accountId, name: 'Mailboxes', firstSequence: 10_000_000 as Sequence },
      extensions: [
        ...people.map((id) => extension(id, 'User')),
        ...readers.flatMap((id) => [departmentOf(id), smallDepartmentOf(id)]).map((id) => extension(id, 'Department')),
      ],
      members: readers.flatMap((id) =>
        [departmentOf(id), smallDepartmentOf(id)].map((departmentId) => ({ departmentId, extensionIds: [id] })),
      ),
      ...{ managers: [], apps: [benchApp(accountId)] },
      credentials: people.map((extensionId) => benchCredential(accountId, extensionId)),
    }),
  );
  for (const extensionId of people) {
    const { sessionId } = actorOf(extensionId);
    await openBenchSession(store, { accountId, extensionId, sessionId });
  }
}

async function send(store: Store, to: ExtensionId, repliedTo?: Message): Promise<Message> {
  return unwrap(
    await store.execute({
      ...{ kind: 'send-page', accountId, actor: actorOf(sender), mailboxId: sender },
      ...(repliedTo ? { to: [], replyOn: repliedTo.copy.copyId } : { to: [{ extensionId: to }] }),
      ...{ text: 'Room 4 is ready. Please bring the chart.', maxRecipients: 1000, maxThreadAgeMs: 0 },
    }),
  );
}

async function sendTemplates(store: Store, reader: Actor): Promise<Message[]> {
  const sent: Message[] = [];
  for (let template = 0; template < templates; template++) {
    const isReply = template % 5 === 4;
    const to = template % 2 === 0 ? departmentOf(reader.extensionId) : reader.extensionId;
    sent.push(await send(store, to, isReply ? sent[template - 2] : undefined));
  }
  const { records } = await store.as(reader).listMessages(everything);
  // The newest stays unread.
  for (const { copy } of records.slice(1)) {
    const change = { isRead: true };
    unwrap(await store.execute({ kind: 'change-message', accountId, actor: reader, copyId: copy.copyId, change }));
  }
  return sent;
}

export const everything: MessageQuery = {
  ...{ page: 1, perPage: 100, availability: ['Alive'], direction: [] },
  ...{ dateFromMs: 0, dateToMs: Number.MAX_SAFE_INTEGER },
};

/** Writes rows as they are but for their ids and times, so that it need not know what else is in them. */
function multiply(
  db: Database,
  { reader, firstId, times, tenMs }: { reader: Actor; firstId: number; times: number; tenMs: number },
): void {
  const { next_sequence: nextId } = db.raw.prepare('SELECT next_sequence FROM account').get() as {
    next_sequence: number;
  };
  const stride = nextId - firstId;
  const shifted = new Set(['page_id', 'copy_id', 'conversation_id', 'modified_seq']);
  /** All but the one that SQLite numbers by itself. */
  const columnsOf = (table: string) => {
    const columns = db.raw.prepare(`PRAGMA table_info(${table})`).all() as { name: string; pk: number }[];
    const isNumbered = columns.filter(({ pk }) => pk > 0).length === 1;
    return columns.filter(({ pk }) => pk === 0 || !isNumbered).map(({ name }) => name);
  };
  const shiftedOf = (name: string) => {
    if (shifted.has(name)) return `t.${name} + k.value * ${stride}`;
    return name.endsWith('_ms') ? `t.${name} + k.value * ${tenMs}` : `t.${name}`;
  };
  db.raw.exec('BEGIN');
  for (const [table, id] of [
    ['conversation', 'conversation_id'],
    ['page', 'page_id'],
    ['copy', 'copy_id'],
  ] as const) {
    const columns = columnsOf(table);
    const mine = columns.includes('extension_id') ? `AND t.extension_id = ${reader.extensionId}` : '';
    db.raw.exec(`
      WITH RECURSIVE k (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM k WHERE value < ${times - 1})
      INSERT INTO ${table} (${columns.join(', ')})
      SELECT ${columns.map(shiftedOf).join(', ')} FROM k CROSS JOIN ${table} t
      WHERE t.account_id = ${accountId} AND t.${id} >= ${firstId} AND t.${id} < ${nextId} ${mine}`);
  }
  db.raw.exec(
    `UPDATE account SET next_sequence = ${nextId + times * stride}, last_time_ms = last_time_ms + ${times * tenMs}`,
  );
  db.raw.exec('COMMIT');
}
