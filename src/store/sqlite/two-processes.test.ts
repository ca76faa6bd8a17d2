/** The embedded store, when two have it open and when a process dies. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashContract } from '../contract/crash-contract.ts';
import { twoStoresContract } from '../contract/two-stores-contract.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

async function inFolder(body: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'beckon-two-'));
  try {
    await body(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

twoStoresContract((body) =>
  inFolder((dataDir) => body({ open: async (clock) => openSqliteStore({ dataDir, clock, busyTimeoutMs: 5000 }) })),
);

const dying = join(import.meta.dirname, 'dies-before-commit.fixture.ts');

crashContract((body) =>
  inFolder((dataDir) =>
    body({
      open: async (clock) => openSqliteStore({ dataDir, clock }),
      dieBeforeCommit: (commands) =>
        new Promise((resolve, reject) => {
          const file = execFile(
            process.execPath,
            [dying, dataDir, JSON.stringify(commands)],
            (error, stdout, stderr) => {
              try {
                assert.equal(error?.signal, 'SIGKILL', `it did not die: ${stderr}`);
                resolve(stdout.split('\n').filter((line) => line !== ''));
              } catch (failure) {
                reject(failure);
              }
            },
          );
          file.stdin?.end();
        }),
    }),
  ),
);
