/** Apps, credentials, sessions and tokens. */

export const sessionTables = `
  CREATE TABLE app (
    client_id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT,
    grants TEXT NOT NULL,
    scopes TEXT NOT NULL,
    -- JSON; null where the server's own limits hold.
    rate_limits TEXT
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
`;
