/** Exports that were asked for. Their archives are files. */

export const exportTables = `
  CREATE TABLE report (
    account_id INTEGER NOT NULL,
    task_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    status TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    before_id INTEGER NOT NULL,
    message_types TEXT,
    created_ms INTEGER NOT NULL,
    started_ms INTEGER,
    finished_ms INTEGER,
    attempts INTEGER NOT NULL,
    size_bytes INTEGER,
    PRIMARY KEY (account_id, task_id)
  ) STRICT, WITHOUT ROWID;
`;
