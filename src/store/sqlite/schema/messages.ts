/** Threads, pages, and the copies that lie in mailboxes. */

export const messageTables = `
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
  -- The key is declared, so that the search index can name pages by it; it rises with page_id within an account.
  CREATE TABLE page (
    page_key INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    block_size INTEGER NOT NULL,
    -- How many copies are not purged yet; with the last one the text is erased, unless a hold keeps it.
    unpurged_count INTEGER NOT NULL,
    -- How many copies there are at all; after the last one the page is removed.
    copy_count INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    is_to_department INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    reached_ids TEXT NOT NULL,
    skipped TEXT,
    text TEXT NOT NULL,
    UNIQUE (account_id, page_id)
  ) STRICT;
  CREATE INDEX page_unerased ON page (account_id, page_id) WHERE unpurged_count = 0 AND text <> '';

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
    -- When it came into its availability; null while it is Alive as delivered. Negative while it waits for a hold.
    entered_ms INTEGER,
    PRIMARY KEY (account_id, extension_id, copy_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX copy_modified ON copy (account_id, extension_id, modified_seq) WHERE modified_seq IS NOT NULL;
  -- In whose mailboxes something changed, for those who keep others informed.
  CREATE INDEX mailbox_modified ON copy (account_id, modified_seq) WHERE modified_seq IS NOT NULL;
  CREATE INDEX copy_entered ON copy (account_id, ((state >> 2) & 3), entered_ms) WHERE entered_ms IS NOT NULL;
`;
