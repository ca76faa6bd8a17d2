/** The lives of accounts' sequences, but for each one's first. */

export const lifeTable = `
  CREATE TABLE life (
    account_id INTEGER NOT NULL,
    begin_seq INTEGER NOT NULL,
    life TEXT NOT NULL,
    -- Where the one before ended: what lies between belongs to none.
    ended_seq INTEGER NOT NULL,
    begun_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, begin_seq)
  ) STRICT, WITHOUT ROWID;
`;
