/** Whoever writes into the data file past Beckon is found out by the audit trail. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import type { AuditFault, AuditHead } from '../../domain/audit.ts';
import { createSystemClock } from '../../domain/clock.ts';
import type { AccountId } from '../../domain/ids.ts';
import { type Company, foundCompany } from '../contract/company.fixture.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const entryCount = 4;

describe('in a trail of four entries', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-audit-'));
  const store = openSqliteStore({ dataDir, clock: createSystemClock() });
  const file = new DatabaseSync(join(dataDir, 'beckon.sqlite'));
  let company: Company;
  let head: AuditHead;

  before(async () => {
    company = await foundCompany(store);
    const extensionId = company.idOf('105');
    for (const status of ['Frozen', 'Enabled', 'Frozen'] as const) {
      await company.change({ kind: 'update-extension', extensionId, changes: { status } });
    }
    ({ head } = await store.server.verifyAudit(company.accountId));
    assert.equal(head.number, entryCount);
  });
  after(async () => {
    file.close();
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  for (const sql of [
    'UPDATE audit SET time_ms = time_ms + 1',
    "UPDATE audit SET details = '{}' WHERE number = 2",
    'DELETE FROM audit WHERE number = 4',
    'INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 2',
    "REPLACE INTO audit VALUES (7, 4, 0, NULL, NULL, 'x', NULL, '{}', '')",
  ]) {
    test(`the data file itself refuses ${sql}`, () => {
      assert.throws(() => file.exec(sql), /only ever added to/);
    });
  }

  /** What verification says after a change that even the triggers did not stop; the file is as it was afterwards. */
  async function verifiedAfter(sql: string, noted?: AuditHead, accountId = company.accountId) {
    const triggers = file.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    const [trail, accounts] = ['audit', 'account'].map((table) => file.prepare(`SELECT * FROM ${table}`).all());
    for (const { name } of triggers) file.exec(`DROP TRIGGER ${name}`);
    try {
      file.exec(sql);
      return await store.server.verifyAudit(accountId, noted);
    } finally {
      file.exec('DELETE FROM audit; DELETE FROM account');
      for (const [table, rows = []] of [['audit', trail] as const, ['account', accounts] as const]) {
        for (const row of rows) {
          const values = Object.values(row);
          file.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`).run(...values);
        }
      }
      for (const trigger of triggers) file.exec(trigger.sql as string);
    }
  }

  const tampered: Readonly<Record<string, string>> = {
    time_ms: 'time_ms + 1',
    actor_id: 'coalesce(actor_id, 0) + 1',
    address: "coalesce(address, '') || 'x'",
    action: "action || 'x'",
    target: "coalesce(target, '') || 'x'",
    details: "json_set(details, '$.status', 'x')",
    seal: "'A' || substr(seal, 2) || 'x'",
  };
  for (const [column, value] of Object.entries(tampered)) {
    for (let number = 1; number <= entryCount; number++) {
      test(`another ${column} in entry ${number} is found`, async () => {
        const { head: good, broken } = await verifiedAfter(
          `UPDATE audit SET ${column} = ${value} WHERE number = ${number}`,
        );
        assert.deepEqual(broken, { number, fault: 'changed' });
        assert.equal(good.number, number - 1);
      });
    }
  }

  const acts: Readonly<Record<string, { sql: string; number: number; fault: AuditFault }>> = {
    'details that say the same in other letters': {
      sql: "UPDATE audit SET details = details || ' ' WHERE number = 2",
      ...{ number: 2, fault: 'changed' },
    },
    'details that are no JSON': {
      sql: "UPDATE audit SET details = '{' WHERE number = 3",
      ...{ number: 3, fault: 'changed' },
    },
    'an actor past every number': {
      sql: 'UPDATE audit SET actor_id = 9223372036854775807 WHERE number = 3',
      ...{ number: 3, fault: 'changed' },
    },
    'an entry taken out': { sql: 'DELETE FROM audit WHERE number = 2', number: 2, fault: 'missing' },
    'an entry with another number': {
      sql: 'UPDATE audit SET number = 9 WHERE number = 3',
      ...{ number: 3, fault: 'missing' },
    },
    'two entries changed over': {
      sql: `UPDATE audit SET number = 9 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;
        UPDATE audit SET number = 3 WHERE number = 9`,
      ...{ number: 2, fault: 'changed' },
    },
    'the newest entry cut off': { sql: 'DELETE FROM audit WHERE number = 4', number: 4, fault: 'cut-off' },
    'all of it taken out': { sql: 'DELETE FROM audit', number: 1, fault: 'cut-off' },
    'an entry slipped in at the end': {
      sql: "INSERT INTO audit VALUES (7, 5, 0, NULL, NULL, 'x', NULL, '{}', 'x')",
      ...{ number: 5, fault: 'added' },
    },
    'another head in the account': {
      sql: "UPDATE account SET audit_seal = 'x'",
      ...{ number: 4, fault: 'changed' },
    },
    'an entry moved to another account': {
      sql: 'UPDATE audit SET account_id = 8 WHERE number = 1',
      ...{ number: 1, fault: 'missing' },
    },
  };
  for (const [name, { sql, number, fault }] of Object.entries(acts)) {
    test(`${name} is found`, async () => {
      assert.deepEqual((await verifiedAfter(sql)).broken, { number, fault });
    });
  }

  test('a trail cut short together with its head in the account looks whole, but not to whoever noted the head', async () => {
    const sql = `DELETE FROM audit WHERE number = 4;
      UPDATE account SET audit_number = 3, audit_seal = (SELECT seal FROM audit WHERE number = 3)`;
    assert.equal((await verifiedAfter(sql)).broken, undefined);
    assert.deepEqual((await verifiedAfter(sql, head)).broken, { number: 4, fault: 'cut-off' });
  });

  test('a whole trail passed off as that of another account is found', async () => {
    const sql = 'UPDATE audit SET account_id = 9; UPDATE account SET account_id = 9';
    const { broken } = await verifiedAfter(sql, undefined, 9 as AccountId);
    assert.deepEqual(broken, { number: 1, fault: 'changed' });
  });

  test('left alone, it is whole', async () => {
    assert.deepEqual(await store.server.verifyAudit(company.accountId, head), { head });
  });
});
