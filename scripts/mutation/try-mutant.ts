/** Breaks a copy of the sources in one place, and says which test notices. */

import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './find-mutants.ts';

const root = join(import.meta.dirname, '../..');
const timeLimitMs = 60_000;
const storeTests = ['src/store/sqlite/effect-changes.test.ts', 'src/store/sqlite/sqlite-store.test.ts'];

export interface Copy {
  /** The name of the first test that fails, or why there was none to name; undefined if all of them pass. */
  try(mutant: Mutant): Promise<string | undefined>;
  remove(): void;
}

/** A folder in which sources can be broken while others read the originals. */
export function copySources(isQuick: boolean): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-mutation-'));
  for (const name of ['src', 'scripts', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'docs'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    async try({ file, broken }) {
      const source = readFileSync(join(folder, file), 'utf8');
      writeFileSync(join(folder, file), broken);
      try {
        for (const tests of stagesFor(folder, file, isQuick)) {
          const failed = await failureIn(folder, tests);
          if (failed !== undefined) return failed;
        }
        return undefined;
      } finally {
        writeFileSync(join(folder, file), source);
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Quick ones first: the file's own test, those of the other rules, and the contract of the stores in one process. */
function stagesFor(folder: string, file: string, isQuick: boolean): string[][] {
  const own = file.replace(/\.ts$/, '.test.ts');
  const beside = existsSync(join(folder, own)) ? [own] : [];
  const rules = globSync('src/domain/{rules/*,effect-meanings,access}.test.ts', { cwd: folder }).sort();
  const others = file.startsWith('src/domain/') ? rules.filter((one) => one !== own) : [];
  return [beside, others, isQuick ? [] : storeTests].filter((tests) => tests.length > 0);
}

async function failureIn(folder: string, tests: readonly string[]): Promise<string | undefined> {
  const reporter = join(folder, 'scripts/mutation/first-failure.ts');
  const args = ['--test', '--test-isolation=none', `--test-reporter=${reporter}`, ...tests];
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, '.cache') };
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: timeLimitMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code === 0) return undefined;
  return output.split('\n')[0] || (code === null ? 'the time limit' : 'the sources no longer load');
}
