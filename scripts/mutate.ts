/** Breaks the rules in one place after another, and counts which breaks a test notices. See docs/mutation.md. */

import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accepted } from './mutation/accepted.ts';
import { findMutants, type Mutant } from './mutation/find-mutants.ts';
import { copySources } from './mutation/try-mutant.ts';

const root = join(import.meta.dirname, '..');
/** What holds the house up: who may, what becomes of things, and whom that is told. */
const subjects = [
  'src/domain/rules/*.ts',
  'src/domain/{access,effect-meanings}.ts',
  'src/store/{guard-reads,signals}.ts',
];
const wantedShare = 0.85;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    again: { type: 'string' },
    out: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    quick: { type: 'boolean', default: false },
  },
});

interface Tried {
  readonly id: string;
  readonly line: number;
  /** Null if nobody noticed. */
  readonly noticedBy: string | null;
}

function mutantsToTry(): Mutant[] {
  const files = globSync(positionals.length > 0 ? positionals : subjects, { cwd: root }).sort();
  const sources = files.filter((file) => !/\.(test|fixture)\.ts$/.test(file));
  const all = sources.flatMap((file) => findMutants(file, readFileSync(join(root, file), 'utf8')));
  if (values.again === undefined) return all;
  const before = JSON.parse(readFileSync(values.again, 'utf8')) as Tried[];
  const survivors = new Set(before.filter(({ noticedBy }) => noticedBy === null).map(({ id }) => id));
  return all.filter(({ id }) => survivors.has(id));
}

async function tryAll(mutants: readonly Mutant[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  const waiting = [...mutants];
  const work = async () => {
    const copy = copySources(values.quick);
    try {
      for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
        const { id, line } = mutant;
        const noticedBy = (await copy.try(mutant)) ?? null;
        tried.push({ id, line, noticedBy });
        if (noticedBy === null && accepted[id] === undefined) console.log(`survives, line ${line} of ${id}`);
        if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(tried, null, 1));
      }
    } finally {
      copy.remove();
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  return tried;
}

const tried = await tryAll(mutantsToTry());
const survivors = tried.filter(({ noticedBy }) => noticedBy === null);
const unexplained = survivors.filter(({ id }) => accepted[id] === undefined);
const share = tried.length === 0 ? 1 : 1 - survivors.length / tried.length;
const percent = (100 * share).toFixed(1);
console.log(
  `${tried.length} breaks, ${percent} % noticed; ${survivors.length} survive, ${unexplained.length} of them without a reason`,
);
if (values.again === undefined && share < wantedShare) process.exitCode = 1;
