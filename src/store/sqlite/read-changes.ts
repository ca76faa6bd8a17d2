/** Reads of the change sequence: whose mailbox became different since a position, and how. */

import type { AccountId, AudienceId, ExtensionId, MessageId, Sequence } from '../../domain/ids.ts';
import type {
  AccountChanges,
  ChangedCopy,
  DirectoryChange,
  MailboxChanges,
  PresenceChange,
} from '../../domain/reads/changes.ts';
import { roleMay } from '../../domain/role.ts';
import type { Lives } from './lives.ts';
import type { Database } from './open-database.ts';
import { createReadChangedAudiences } from './read-audiences.ts';
import { createReadMemberships, createReadMembershipsAt } from './read-conversations.ts';
import { access, withAccess } from './read-messages.ts';
import { extensionFrom, idsFrom, type Row, rolesFrom, stateSql } from './rows.ts';

/** Of one mailbox no more are told at once: its owner does better to sync. */
const maxCopies = 10_000;
/** Further back than this, mailboxes are looked into one by one rather than found through what was sent. */
const maxScanned = 50_000;

const none: ReadonlyMap<ExtensionId, ChangedCopy[]> = new Map();

export function createReadChanges(db: Database, lives: Lives) {
  const account = db.statement('SELECT next_sequence FROM account WHERE account_id = ?');
  const directory = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND modified_seq >= ? AND modified_seq < ? ORDER BY modified_seq, extension_id',
  );
  const presence = db.statement(`
    SELECT e.*, p.presence, p.number FROM presence p INDEXED BY presence_modified
    JOIN extension e ON e.account_id = p.account_id AND e.extension_id = p.extension_id
    WHERE p.account_id = ? AND p.modified_seq >= ? AND p.modified_seq < ? AND e.is_deleted = 0
    ORDER BY p.modified_seq`);
  const mailboxOf = createReadMailboxChanges(db);
  const touchedSince = createReadTouched(db);
  const listeningAmong = createReadListening(db);
  const endOf = createReadEnd(db);

  function mailboxesSince(
    accountId: AccountId,
    stretch: ChangeStretch,
    asked: ReadonlySet<ExtensionId>,
  ): Pick<AccountChanges, 'mailboxes' | 'withheld'> {
    const { since, end } = stretch;
    if (since >= end) return { mailboxes: [], withheld: [] };
    const isLookedInto = asked.size <= 1 || usedBetween(accountId, since, end) > maxScanned;
    const { reached, others } = isLookedInto
      ? { reached: none, others: asked }
      : touchedSince(accountId, stretch, asked);
    const touched = [...new Set([...reached.keys(), ...others])];
    const listening = listeningAmong(accountId, touched);
    const mailboxes = touched.flatMap((extensionId): MailboxChanges[] => {
      if (!listening.has(extensionId)) return [];
      if (others.has(extensionId)) return mailboxOf(accountId, extensionId, stretch);
      return [{ extensionId, added: reached.get(extensionId) ?? [], updated: [] }];
    });
    return { mailboxes, withheld: touched.filter((extensionId) => !listening.has(extensionId)) };
  }

  function usedBetween(accountId: AccountId, since: Sequence, end: Sequence): number {
    return end - since - lives.unusedBetween(accountId, since, end);
  }

  function readPosition(accountId: AccountId): Sequence {
    return (account.get(accountId)?.next_sequence ?? 0) as Sequence;
  }

  function readChanges(
    accountId: AccountId,
    since: Sequence,
    asked: ReadonlySet<ExtensionId>,
    maxNew?: number,
  ): AccountChanges {
    const newest = readPosition(accountId);
    const isShort = maxNew === undefined || usedBetween(accountId, since, newest) <= maxNew;
    const position = isShort ? newest : endOf(accountId, { since, end: newest }, asked, maxNew);
    return {
      position,
      life: lives.placeOf(accountId, position).life,
      ...mailboxesSince(accountId, { since, end: position }, asked),
      directory: directory.all(accountId, since, position).map((row) => directoryChangeFrom(row, since)),
      presence: presence.all(accountId, since, position).map(presenceChangeFrom),
    };
  }

  return { readPosition, readChanges };
}

/** From the first position to before the second. Both lie between two pages, never within the copies of one. */
interface ChangeStretch {
  readonly since: Sequence;
  readonly end: Sequence;
}

/** Where a stretch has to end so that no mailbox has more than `maxNew` new copies in it, nor the directory or presence changes. */
function createReadEnd(db: Database) {
  const surplusPage = db.statement(`
    SELECT page_id FROM copy WHERE account_id = ? AND extension_id = ? AND copy_id >= ? ORDER BY copy_id LIMIT 1 OFFSET ?`);
  const surplusIn = (table: 'extension' | 'presence') =>
    db.statement(`
    SELECT modified_seq FROM ${table} WHERE account_id = ? AND modified_seq >= ?
    ORDER BY modified_seq LIMIT 1 OFFSET ?`);
  const [surplusChange, surplusPresence] = [surplusIn('extension'), surplusIn('presence')] as const;

  return (
    accountId: AccountId,
    { since, end }: ChangeStretch,
    asked: ReadonlySet<ExtensionId>,
    maxNew: number,
  ): Sequence => {
    const ends = [...asked].map((extensionId) => surplusPage.get(accountId, extensionId, since, maxNew)?.page_id);
    const surplus = [surplusChange, surplusPresence].map((one) => one.get(accountId, since, maxNew)?.modified_seq);
    const all = [...ends, ...surplus] as (Sequence | undefined)[];
    // What happened all at once cannot be told in parts.
    const possible = all.filter((one): one is Sequence => one !== undefined && one > since);
    return Math.min(end, ...possible) as Sequence;
  };
}

function directoryChangeFrom(row: Row, since: Sequence): DirectoryChange {
  const extension = extensionFrom(row);
  const isNew = (row.created_seq as Sequence) >= since;
  const from = row.before_seq as Sequence | null;
  return {
    extension,
    kind: extension.isDeleted ? 'Delete' : isNew ? 'Create' : 'Update',
    modified: { to: row.modified_seq as Sequence, ...(from === null || isNew ? {} : { from }) },
  };
}

function presenceChangeFrom(row: Row): PresenceChange {
  return { extension: extensionFrom(row), presence: JSON.parse(row.presence as string), number: row.number as number };
}

/**
 * Found through what was sent, so that the cost follows the changes. `reached` are the copies as they were delivered;
 * they are true of whoever is not among `others`, to whom something else may have happened as well.
 */
function createReadTouched(db: Database) {
  const pages = db.statement(
    'SELECT page_id, sender, reached_ids FROM page WHERE account_id = ? AND page_id >= ? AND page_id < ? ORDER BY page_id',
  );
  const others = db.statement(`
    SELECT extension_id FROM copy WHERE account_id = ?1 AND modified_seq >= ?2
    UNION SELECT extension_id FROM membership WHERE account_id = ?1 AND joined_seq >= ?2
    UNION SELECT extension_id FROM membership WHERE account_id = ?1 AND left_seq >= ?2
    UNION SELECT extension_id FROM extension WHERE account_id = ?1 AND modified_seq >= ?2`);

  return (accountId: AccountId, { since, end }: ChangeStretch, asked: ReadonlySet<ExtensionId>) => {
    const reached = new Map<ExtensionId, ChangedCopy[]>();
    const add = (extensionId: ExtensionId, copy: ChangedCopy) => {
      if (!asked.has(extensionId)) return;
      const copies = reached.get(extensionId);
      if (copies) copies.push(copy);
      else reached.set(extensionId, [copy]);
    };
    for (const row of pages.iterate(accountId, since, end)) {
      const pageId = row.page_id as MessageId;
      add(JSON.parse(row.sender as string)[0], { copyId: pageId, direction: 'Outbound' });
      for (const [index, extensionId] of (JSON.parse(row.reached_ids as string) as ExtensionId[]).entries()) {
        add(extensionId, { copyId: (pageId + 1 + index) as MessageId, direction: 'Inbound' });
      }
    }
    const ids = idsFrom(others.all(accountId, since), 'extension_id').filter((id) => asked.has(id));
    return { reached, others: new Set(ids) };
  };
}

/** Of these people those who may hear of their messages now: the active ones whose roles let them read. */
function createReadListening(db: Database) {
  const active = db.statement(`
    SELECT extension_id, roles FROM extension
    WHERE account_id = ? AND extension_id IN (SELECT value FROM json_each(?)) AND status = 'Enabled' AND is_deleted = 0`);
  return (accountId: AccountId, extensionIds: readonly ExtensionId[]): Set<ExtensionId> => {
    const rows = active.all(accountId, JSON.stringify(extensionIds));
    const listening = rows.filter((row) => rolesFrom(row).some((role) => roleMay(role, 'ReadMessages')));
    return new Set(idsFrom(listening, 'extension_id'));
  };
}

/** One mailbox, by its own keys: nothing, or what changed in it. */
function createReadMailboxChanges(db: Database) {
  const added = db.statement(`${access}
    SELECT c.copy_id, ${stateSql.isOutbound} AS is_outbound FROM copy c ${withAccess}
    WHERE c.account_id = ?1 AND c.extension_id = ?2 AND c.copy_id >= ?3 AND c.copy_id < ?4
      AND (${stateSql.isExplicit} OR access.since_ms IS NOT NULL)
    ORDER BY c.copy_id DESC LIMIT ?5`);
  const changed = db.statement(`
    SELECT c.copy_id, ${stateSql.isOutbound} AS is_outbound FROM copy c
    WHERE c.account_id = ? AND c.extension_id = ? AND c.modified_seq >= ? AND c.modified_seq < ? AND c.copy_id < ?
    LIMIT ?`);
  const lostOrRegained = db.statement(`
    SELECT c.copy_id, ${stateSql.isOutbound} AS is_outbound FROM copy c
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id < ? AND NOT ${stateSql.isExplicit}
      AND c.audience_id IN (SELECT value FROM json_each(?)) LIMIT ?`);
  const changedAudiences = createReadAudiencesSince(db);

  return (accountId: AccountId, extensionId: ExtensionId, { since, end }: ChangeStretch): MailboxChanges[] => {
    const news = added.all(accountId, extensionId, since, end, maxCopies).map(changedCopyFrom).reverse();
    const updates = changed.all(accountId, extensionId, since, end, since, maxCopies).map(changedCopyFrom);
    const audiences = changedAudiences(accountId, extensionId, since);
    if (audiences.length > 0) {
      const known = new Set(updates.map(({ copyId }) => copyId));
      const turned = lostOrRegained.all(accountId, extensionId, since, JSON.stringify(audiences), maxCopies);
      updates.push(...turned.map(changedCopyFrom).filter(({ copyId }) => !known.has(copyId)));
    }
    return news.length + updates.length === 0 ? [] : [{ extensionId, added: news, updated: updates }];
  };
}

/** The audiences that someone came into or out of since a position. */
function createReadAudiencesSince(db: Database) {
  const haveTurned = db.statement(`
    SELECT 1 FROM membership INDEXED BY membership_by_extension
    WHERE account_id = ? AND extension_id = ? AND (joined_seq >= ? OR left_seq >= ?) LIMIT 1`);
  const then = createReadMembershipsAt(db);
  const now = createReadMemberships(db);
  const changedAudiences = createReadChangedAudiences(db);

  return (accountId: AccountId, extensionId: ExtensionId, since: Sequence): AudienceId[] => {
    if (!haveTurned.get(accountId, extensionId, since, since)) return [];
    return changedAudiences(accountId, then(accountId, extensionId, since), now(accountId, extensionId));
  };
}

function changedCopyFrom(row: Row): ChangedCopy {
  return { copyId: row.copy_id as MessageId, direction: row.is_outbound ? 'Outbound' : 'Inbound' };
}
