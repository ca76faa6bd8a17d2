/** Reads of the embedded store while another connection commits to the same file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotContract } from '../contract/snapshot-contract.ts';
import { openInterleaved } from './interleaved.fixture.ts';

snapshotContract(async (clock) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-snapshots-'));
  const data = await openInterleaved(dataDir, clock);
  const { store } = data;
  return {
    ...data,
    store: {
      ...store,
      async close() {
        await store.close();
        rmSync(dataDir, { recursive: true });
      },
    },
  };
});
