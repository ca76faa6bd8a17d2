/** Subscriptions. */

export const subscriptionTables = `
  -- connection_id is that of a WebSocket, the endpoint of a browser, null for a webhook. Where a WebSocket's reader
  -- stands is not kept: they say so. For all others told_position is a cursor: what came before it is in the delivery
  -- log, or concerned nobody.
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
  CREATE INDEX subscription_by_session ON subscription (account_id, session_id) WHERE transport = 'WebPush';
  -- A browser is woken no longer than the session lasts in which it asked for it, however that ends.
  CREATE TRIGGER device_signed_out AFTER UPDATE OF ended_ms ON session WHEN NEW.ended_ms IS NOT NULL BEGIN
    DELETE FROM delivery_log WHERE account_id = NEW.account_id AND subscription_id IN (
      SELECT subscription_id FROM subscription
      WHERE account_id = NEW.account_id AND session_id = NEW.session_id AND transport = 'WebPush');
    DELETE FROM subscription
    WHERE account_id = NEW.account_id AND session_id = NEW.session_id AND transport = 'WebPush';
  END;
  CREATE TRIGGER device_forgotten AFTER DELETE ON session BEGIN
    DELETE FROM delivery_log WHERE account_id = OLD.account_id AND subscription_id IN (
      SELECT subscription_id FROM subscription
      WHERE account_id = OLD.account_id AND session_id = OLD.session_id AND transport = 'WebPush');
    DELETE FROM subscription
    WHERE account_id = OLD.account_id AND session_id = OLD.session_id AND transport = 'WebPush';
  END;
`;

/** What ends with a session is for the rules to say. */
export const untriggeredDevices = `
  DROP TRIGGER device_signed_out;
  DROP TRIGGER device_forgotten;
  DROP INDEX subscription_by_session;
`;
