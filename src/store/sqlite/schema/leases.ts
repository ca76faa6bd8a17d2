/** Who of the processes that share the file lives, and what each holds. */

export const leaseTables = `
  CREATE TABLE lease_holder (
    holder_id TEXT PRIMARY KEY,
    -- Counts signs of life. Whoever sees no other for as long as this one lives takes the holder for dead.
    beats INTEGER NOT NULL,
    life_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- A row stays when nobody holds it: its epoch goes on growing.
  CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder_id TEXT,
    epoch INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
