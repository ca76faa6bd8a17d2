/** The tables of the embedded store, and the steps that bring an older data file up to them. */

import type { DatabaseSync } from 'node:sqlite';

/**
 * Each step raises `user_version` by one; a step, once released, is never edited. Everything that belongs to an
 * account is keyed by account first. Times are milliseconds since 1970, `_seq` columns positions in the account's
 * sequence.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE server (secret BLOB NOT NULL) STRICT;

  CREATE TABLE account (
    account_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    next_sequence INTEGER NOT NULL,
    last_time_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE extension (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    extension_number TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    is_administrator INTEGER NOT NULL,
    is_deleted INTEGER NOT NULL,
    modified_seq INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX extension_by_number ON extension (account_id, extension_number) WHERE is_deleted = 0;

  -- One row for each stretch of time that someone was in a Department; left_seq is null while they are.
  CREATE TABLE membership (
    account_id INTEGER NOT NULL,
    department_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    joined_seq INTEGER NOT NULL,
    joined_ms INTEGER NOT NULL,
    left_seq INTEGER,
    PRIMARY KEY (account_id, department_id, extension_id, joined_seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX membership_now ON membership (account_id, extension_id, department_id) WHERE left_seq IS NULL;

  CREATE TABLE manager (
    account_id INTEGER NOT NULL,
    department_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, department_id, extension_id)
  ) STRICT, WITHOUT ROWID;

  -- A set of Departments that threads are addressed to, kept once however many threads share it.
  CREATE TABLE audience (
    account_id INTEGER NOT NULL,
    department_ids TEXT NOT NULL,
    audience_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, department_ids)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audience_department (
    account_id INTEGER NOT NULL,
    audience_id INTEGER NOT NULL,
    department_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, audience_id, department_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX audience_by_department ON audience_department (account_id, department_id);

  CREATE TABLE conversation (
    account_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    originator_id INTEGER NOT NULL,
    explicit_ids TEXT NOT NULL,
    audience_id INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
  ) STRICT, WITHOUT ROWID;

  -- What was sent under a client's idempotency key; forgotten after its time.
  CREATE TABLE idempotent_send (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    copy_id INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotent_send_expiry ON idempotent_send (account_id, expires_ms);

  -- With a rowid, unlike the rest: a row longer than a quarter of a database page would spill out of a keyed tree.
  CREATE TABLE page (
    account_id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    block_size INTEGER NOT NULL,
    -- How many copies are not purged yet; with the last one the text is erased.
    unpurged_count INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    is_to_department INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    reached_ids TEXT NOT NULL,
    skipped TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (account_id, page_id)
  ) STRICT;

  -- Bits of state are named in rows.ts. A copy that was never changed has no modified_seq, and its page's time.
  CREATE TABLE copy (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    state INTEGER NOT NULL,
    audience_id INTEGER NOT NULL,
    modified_seq INTEGER,
    last_modified_ms INTEGER,
    PRIMARY KEY (account_id, extension_id, copy_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX copy_modified ON copy (account_id, extension_id, modified_seq) WHERE modified_seq IS NOT NULL;

  CREATE TABLE app (
    client_id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT,
    grants TEXT NOT NULL,
    scopes TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE credential (
    account_id INTEGER NOT NULL,
    credential_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    is_revoked INTEGER NOT NULL,
    PRIMARY KEY (account_id, credential_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE session (
    account_id INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    PRIMARY KEY (account_id, session_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_alive ON session (account_id, extension_id) WHERE ended_ms IS NULL;

  CREATE TABLE token (
    account_id INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    session_id TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    replaced_ms INTEGER,
    PRIMARY KEY (account_id, token_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_by_session ON token (account_id, session_id);
  `,
];

/** Brings the data file up to date, in one transaction. Throws if a newer Beckon has written it. */
export function migrate(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > steps.length) throw new Error('the data folder was written by a newer version of Beckon');
    for (const step of steps.slice(version)) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
    if (version === 0) db.exec('INSERT INTO server (secret) VALUES (randomblob(32))');
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
