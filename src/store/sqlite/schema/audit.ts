/** The audit trail. */

export const auditTables = `
  -- Only ever added to. seal is a hash over the entry and the seal before it.
  CREATE TABLE audit (
    account_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    actor_id INTEGER,
    address TEXT,
    action TEXT NOT NULL,
    target TEXT,
    details TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (account_id, number)
  ) STRICT, WITHOUT ROWID;
`;
