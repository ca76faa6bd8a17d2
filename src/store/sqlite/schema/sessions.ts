/** Apps, credentials, passwords, codes, sessions and tokens. */

export const sessionTables = `
  CREATE TABLE app (
    client_id TEXT PRIMARY KEY,
    account_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT,
    grants TEXT NOT NULL,
    redirect_uris TEXT NOT NULL,
    scopes TEXT NOT NULL,
    -- JSON; null where the server's own limits hold.
    rate_limits TEXT,
    is_first_party INTEGER NOT NULL,
    old_secret_hash TEXT,
    old_secret_until_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX app_by_account ON app (account_id);

  CREATE TABLE credential (
    account_id INTEGER NOT NULL,
    credential_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    label TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER,
    is_revoked INTEGER NOT NULL,
    PRIMARY KEY (account_id, credential_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX credential_by_extension ON credential (account_id, extension_id) WHERE is_revoked = 0;

  CREATE TABLE password (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    hash TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    is_generated INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE invitation (
    account_id INTEGER NOT NULL,
    extension_id INTEGER NOT NULL,
    token_hash TEXT NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, extension_id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX invitation_by_token ON invitation (account_id, token_hash);

  CREATE TABLE authorization_code (
    account_id INTEGER NOT NULL,
    code_hash TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    code_challenge TEXT,
    expires_ms INTEGER NOT NULL,
    used_ms INTEGER,
    is_replayed INTEGER NOT NULL,
    session_id TEXT,
    PRIMARY KEY (account_id, code_hash)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX authorization_code_expiry ON authorization_code (account_id, expires_ms);

  CREATE TABLE session (
    account_id INTEGER NOT NULL,
    session_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    scopes TEXT NOT NULL,
    endpoint_id TEXT NOT NULL,
    method TEXT NOT NULL,
    credential_id TEXT,
    opened_ms INTEGER NOT NULL,
    renewed_ms INTEGER NOT NULL,
    last_address TEXT,
    expires_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    PRIMARY KEY (account_id, session_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_by_extension ON session (account_id, extension_id, ended_ms);
  -- When it ended, or will by itself: what is long over is forgotten at its person's next sign-in.
  CREATE INDEX session_by_end ON session (account_id, extension_id, coalesce(ended_ms, expires_ms));
  -- The same for the sweep, which also finds those of people who never come back.
  CREATE INDEX session_over ON session (account_id, coalesce(ended_ms, expires_ms));

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
  CREATE INDEX token_expiry ON token (account_id, expires_ms);
`;

/** When an access token was first used: of those issued before this was kept, at once. */
export const refreshedTokens = `
  ALTER TABLE token ADD COLUMN used_ms INTEGER;
  UPDATE token SET used_ms = 0 WHERE kind = 'access';
`;
