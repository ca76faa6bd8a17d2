/** Where archives lie until their time is over: in the data folder, readable by its owner alone. */

import { existsSync, mkdirSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface ArchiveFolder {
  fileOf(taskId: string): string;
  /** Undefined if there is no such archive. */
  read(taskId: string): Promise<Readable | undefined>;
  remove(taskId: string): Promise<void>;
  /** Removes whatever belongs to no report, such as what an interrupted export left. */
  keepOnly(taskIds: readonly string[]): Promise<void>;
}

export function openArchiveFolder(dataDir: string): ArchiveFolder {
  const folder = join(dataDir, 'exports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (taskId: string) => join(folder, `${taskId}.zip`);
  return {
    fileOf,
    async read(taskId) {
      try {
        const file = await open(fileOf(taskId));
        return file.createReadStream();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: (taskId) => rm(fileOf(taskId), { force: true }),
    async keepOnly(taskIds) {
      const kept = new Set(taskIds.map((taskId) => `${taskId}.zip`));
      const names = existsSync(folder) ? await readdir(folder) : [];
      for (const name of names) if (!kept.has(name)) await rm(join(folder, name), { force: true });
    },
  };
}
