/**
 * A process that is killed, by itself, when a batch is written and only its commit is left.
 * `node dies-before-commit.fixture.ts DATA_DIR COMMANDS_AS_JSON` writes each answer to its standard output.
 */

import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Command } from '../../domain/command.ts';
import { openDatabase } from './open-database.ts';
import { storeOn } from './open-sqlite-store.ts';

const [dataDir = '', commands = '[]'] = process.argv.slice(2);
const db = openDatabase(dataDir);
let isWriting = false;

function starts(sql: string): void {
  if (sql.startsWith('BEGIN IMMEDIATE')) isWriting = true;
  if (sql.startsWith('COMMIT') && isWriting) process.kill(process.pid, 'SIGKILL');
}

const { statement } = db;
db.statement = (sql) => {
  const prepared = statement(sql);
  if (!/^(?:BEGIN|COMMIT)/.test(sql)) return prepared;
  return new Proxy(prepared, {
    get: (_, name: 'run') => () => {
      starts(sql);
      return prepared[name]();
    },
  });
};
db.raw.exec = (sql) => {
  starts(sql);
  DatabaseSync.prototype.exec.call(db.raw, sql);
};

const store = storeOn(db, { clock: { nowMs: () => 1_700_000_000_000 } });
for (const command of JSON.parse(commands) as Command[]) {
  store.execute(command).then((answer) => writeSync(1, `${JSON.stringify(answer)}\n`));
}
