/** The file of an export is put in its place only by whoever may still write it. */

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ExportFrame } from '../domain/export.ts';
import { foundCompany } from '../store/contract/company.fixture.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { writeArchive } from './write-archive.ts';

async function writing(t: TestContext, mayStillKeep: () => Promise<boolean>) {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-archive-'));
  const company = await foundCompany(await openTestStore({ clock: { nowMs: () => 1_700_000_000_000 } }));
  t.after(async () => {
    await company.store.close();
    rmSync(folder, { recursive: true });
  });
  await company.send('101', ['102']);
  const { accountId, store } = company;
  const beforeId = await store.server.readPosition(accountId);
  const frame: ExportFrame = { fromMs: 0, toMs: 1_800_000_000_000, beforeId };
  const file = join(folder, 'task.zip');
  writeFileSync(file, 'of another');
  const request = { reads: store.server, account: { accountId, name: 'Company' }, frame, mayStillKeep };
  return { folder, file, written: () => writeArchive(request, file, `${file}.1.part`) };
}

test('whoever may no longer keep it leaves what another put there, and no draft', async (t) => {
  const { folder, file, written } = await writing(t, async () => false);
  await assert.rejects(written(), /another writes this archive/);
  assert.equal(readFileSync(file, 'utf8'), 'of another');
  assert.deepEqual(readdirSync(folder), ['task.zip']);
});

test('whoever may keep it is asked once it is whole, and puts it there', async (t) => {
  let drafted = 0;
  const { folder, file, written } = await writing(t, async () => {
    drafted = readFileSync(`${file}.1.part`).length;
    return true;
  });
  const { sizeBytes, messageCount } = await written();
  assert.deepEqual([drafted, readFileSync(file).length], [sizeBytes, sizeBytes]);
  assert.equal(messageCount, 2);
  assert.deepEqual(readdirSync(folder), ['task.zip']);
});
