/** The delivery log. */

export const deliveryTables = `
  -- What subscriptions are told, kept before it is tried. Positions are those of the change sequence; attempts is JSON.
  CREATE TABLE delivery_log (
    account_id INTEGER NOT NULL,
    subscription_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    uuid TEXT NOT NULL,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    from_position INTEGER NOT NULL,
    to_position INTEGER NOT NULL,
    status TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    waiting_since_ms INTEGER NOT NULL,
    next_attempt_ms INTEGER,
    attempt_count INTEGER NOT NULL,
    failure_count INTEGER NOT NULL,
    attempts TEXT NOT NULL,
    PRIMARY KEY (account_id, subscription_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX delivery_waiting ON delivery_log (account_id, subscription_id, number, created_ms) WHERE status = 'Waiting';
  CREATE INDEX delivery_delivered ON delivery_log (account_id, created_ms) WHERE status = 'Delivered';
`;
