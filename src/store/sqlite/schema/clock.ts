/** What is known of the machine's clock: one row, once there is something to know. */

export const clockTable = `
  CREATE TABLE clock (
    clock_id INTEGER PRIMARY KEY CHECK (clock_id = 1),
    proven_ms INTEGER NOT NULL,
    proven_watched_ms INTEGER NOT NULL,
    candidate_ms INTEGER,
    candidate_watched_ms INTEGER,
    acceptances INTEGER NOT NULL
  ) STRICT;
`;
