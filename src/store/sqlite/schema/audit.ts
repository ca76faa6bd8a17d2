/** The audit trail. */

export const auditTables = `
  -- Only ever added to. seal is a hash over the entry and the seal before it; the account knows the newest one.
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
  CREATE INDEX audit_by_target ON audit (account_id, target) WHERE target IS NOT NULL;

  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
  CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
  -- INSERT OR REPLACE deletes without the trigger above.
  CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE account_id = NEW.account_id AND number = NEW.number)
  BEGIN SELECT RAISE(ABORT, 'the audit trail is only ever added to'); END;
`;
