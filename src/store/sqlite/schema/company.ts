/** The server itself, companies, their people and Departments. */

export const companyTables = `
  CREATE TABLE server (secret BLOB NOT NULL) STRICT;

  CREATE TABLE account (
    account_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    -- What new people are given.
    default_role TEXT NOT NULL,
    next_sequence INTEGER NOT NULL,
    last_time_ms INTEGER NOT NULL,
    -- The newest entry of the audit trail, so that one cut short can be told.
    audit_number INTEGER NOT NULL DEFAULT 0,
    audit_seal TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE TABLE extension (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    extension_number TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    roles TEXT NOT NULL,
    is_deleted INTEGER NOT NULL,
    created_seq INTEGER NOT NULL,
    modified_seq INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX extension_by_email ON extension (account_id, lower(json_extract(contact, '$.email')))
    WHERE is_deleted = 0;
  CREATE UNIQUE INDEX extension_by_number ON extension (account_id, extension_number) WHERE is_deleted = 0;
  CREATE INDEX extension_modified ON extension (account_id, modified_seq);

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
  CREATE INDEX membership_by_extension ON membership (account_id, extension_id);
  CREATE INDEX membership_joined ON membership (account_id, joined_seq);
  CREATE INDEX membership_left ON membership (account_id, left_seq) WHERE left_seq IS NOT NULL;

  -- What people tell of themselves, as JSON; no row for those who have said nothing.
  CREATE TABLE presence (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    presence TEXT NOT NULL,
    PRIMARY KEY (account_id, extension_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE manager (
    account_id INTEGER NOT NULL,
    department_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    PRIMARY KEY (account_id, department_id, extension_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX manager_by_extension ON manager (account_id, extension_id);
`;

/** What events tell of the directory and of presence: where it stood before, and how often someone has said something. */
export const toldChanges = `
  ALTER TABLE extension ADD COLUMN before_seq INTEGER;
  ALTER TABLE presence ADD COLUMN modified_seq INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE presence ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX presence_modified ON presence (account_id, modified_seq);
`;

/** How often something changed that sessions rest on: what is remembered of them holds while it stays. */
export const standingNumber = 'ALTER TABLE account ADD COLUMN standing_number INTEGER NOT NULL DEFAULT 0';

/**
 * What extensions are found by, folded as searches are, and their order. Should the folding change, a later step has to
 * write it anew.
 */
export const foundExtensions = `
  ALTER TABLE extension ADD COLUMN searched TEXT NOT NULL DEFAULT '';
  UPDATE extension SET searched = folded(name || ' ' || extension_number || ' ' ||
    coalesce(contact ->> 'email', '') || ' ' || coalesce(contact ->> 'jobTitle', '') || ' ' ||
    coalesce(contact ->> 'department', ''));
  CREATE INDEX extension_in_order ON extension (account_id, CAST(extension_number AS INTEGER), extension_id)
    WHERE is_deleted = 0;
`;
