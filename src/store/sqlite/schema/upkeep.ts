/** How long messages stay, what is held, and what is being erased. */

export const upkeepTables = `
  -- An account without a row has the standard settings, and its sweep is at the beginning.
  CREATE TABLE message_store (
    account_id INTEGER PRIMARY KEY,
    retention_days INTEGER,
    deleted_days INTEGER NOT NULL,
    purged_days INTEGER NOT NULL,
    mailbox_maximum INTEGER,
    retained_to_id INTEGER NOT NULL,
    recheck_after_id INTEGER
  ) STRICT;

  -- Holds a conversation or a person's mailbox; never deleted, so that it can be told what was held and when.
  CREATE TABLE hold (
    account_id INTEGER NOT NULL,
    hold_id INTEGER NOT NULL,
    conversation_id INTEGER,
    extension_id INTEGER,
    reason TEXT NOT NULL,
    placed_ms INTEGER NOT NULL,
    placed_by_id INTEGER NOT NULL,
    released_ms INTEGER,
    PRIMARY KEY (account_id, hold_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hold_in_force ON hold (account_id, conversation_id, extension_id) WHERE released_ms IS NULL;

  CREATE TABLE erasure (
    account_id INTEGER NOT NULL,
    erasure_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    requested_ms INTEGER NOT NULL,
    requested_by_id INTEGER NOT NULL,
    before_id INTEGER NOT NULL,
    phase TEXT NOT NULL,
    next_id INTEGER NOT NULL,
    purged_count INTEGER NOT NULL,
    finished_ms INTEGER,
    PRIMARY KEY (account_id, erasure_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX erasure_of_person ON erasure (account_id, extension_id, erasure_id);
  CREATE INDEX erasure_open ON erasure (account_id, erasure_id) WHERE finished_ms IS NULL;
`;
