/** The machine the figures are from: figures of two machines can be compared only knowing both. */

import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { cpus, platform, release } from 'node:os';
import { join } from 'node:path';
import { spreadOf } from './report/spread.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly processors: number;
  readonly processor: string;
  /** The median; every durable commit costs at least this. */
  readonly syncedWriteMs: number;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    node: process.version,
    system: `${platform()} ${release()}`,
    processors: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    syncedWriteMs: measureSyncedWrite(),
  };
}

/** Where temporary folders are, as that is where the measured servers keep their data. */
function measureSyncedWrite(): number {
  using folder = makeTemporaryFolder();
  const file = openSync(join(folder.path, 'probe'), 'w');
  try {
    const block = Buffer.alloc(4096, 1);
    const timesMs = Array.from({ length: 100 }, () => {
      const startMs = performance.now();
      writeSync(file, block);
      fdatasyncSync(file);
      return performance.now() - startMs;
    });
    return spreadOf(timesMs).median;
  } finally {
    closeSync(file);
  }
}

export function machineText({ node, system, processors, processor, syncedWriteMs }: Machine): string {
  return `Node.js ${node}, ${system}, ${processors} × ${processor}; a synced write of 4 KiB takes ${syncedWriteMs.toFixed(2)} ms`;
}
