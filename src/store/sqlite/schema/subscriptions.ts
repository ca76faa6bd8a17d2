/** Subscriptions. */

export const subscriptionTables = `
  -- connection_id is that of a WebSocket, null for a webhook. Where a WebSocket's reader stands is not kept: they say so.
  -- For all others told_position is a cursor: what came before it is in the delivery log, or concerned nobody.
  CREATE TABLE subscription (
    account_id INTEGER NOT NULL,
    subscription_id TEXT NOT NULL,
    extension_id INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    filters TEXT NOT NULL,
    transport TEXT NOT NULL,
    connection_id TEXT,
    delivery TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    life_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    status TEXT NOT NULL,
    blacklisted TEXT,
    position INTEGER NOT NULL,
    told_position INTEGER NOT NULL,
    last_delivery INTEGER NOT NULL,
    reminded_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, subscription_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX subscription_by_owner ON subscription (account_id, extension_id, client_id);
  CREATE UNIQUE INDEX subscription_by_connection ON subscription (account_id, connection_id)
    WHERE connection_id IS NOT NULL;
  CREATE INDEX subscription_by_end ON subscription (account_id, expires_ms);
  CREATE INDEX subscription_by_transport ON subscription (account_id, transport);
`;
