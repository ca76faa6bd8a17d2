/** Runs the shell blocks of the documents, one after another, in a folder of their own, against a demo and an organisation. */

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Block, documentedBlocks } from './documented-blocks.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'documented-'));
const startedMs = 30_000;
const endedMs = 60_000;

/** What stands for something of the reader's own, and what it is here. */
const ownWords: readonly (readonly [word: RegExp, stands: string])[] = [
  [/\/var\/lib\/beckon/g, join(folder, 'organisation')],
  // It runs until it is told to stop, on a port and with a certificate of the reader's own.
  [/^\.\/beckon serve (?:.*\\\n)*.*\n/gm, ''],
  [/\bCLIENT_ID\b(?=[ \n])/g, '"$(./beckon apps | sed -n \'s/ *Night rota.*//p\')"'],
  [/--head HEAD\b/g, '--head "$(./beckon audit verify | sed \'s/.* head //\')"'],
];

function run({ text, place }: Block): boolean {
  const own = ownWords.reduce((block, [word, stands]) => block.replace(word, stands), text);
  // As in one shell after another: what the block with the token sets, later ones use.
  const before = existsSync(join(folder, 'token')) ? '. ./data/demo.env; TOKEN=$(cat token)\n' : '';
  const after = own.includes('TOKEN=') ? '\nprintf %s "$TOKEN" > token\n' : '';
  const { status, stdout, stderr } = spawnSync('sh', ['-euc', before + own + after], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, DIR: join(folder, 'ci') },
    encoding: 'utf8',
    timeout: endedMs,
  });
  const isRefused = /"errorCode"/.test(stdout);
  const isFine = status === 0 && !isRefused;
  console.log(`${isFine ? 'runs    ' : 'FAILS   '} ${place}`);
  if (!isFine) console.log(`${own}\n${stdout}\n${stderr.slice(-2000)}`);
  return isFine;
}

symlinkSync(join(root, 'beckon'), join(folder, 'beckon'));
// The reader is in the folder of the sources; the blocks here are not.
writeFileSync(join(folder, 'npm'), `#!/bin/sh\nshift 2\nexec "${join(root, 'beckon')}" serve "$@"\n`);
chmodSync(join(folder, 'npm'), 0o700);
const server = spawn(join(root, 'beckon'), ['serve', '--port', '0', '--data', join(folder, 'data')], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, BECKON_LOG_LEVEL: 'fatal' },
});
const ended = new Promise((resolve) => server.once('exit', resolve));
try {
  for (const endMs = Date.now() + startedMs; !existsSync(join(folder, 'data/demo.env')); await delay(50)) {
    if (Date.now() > endMs || server.exitCode !== null) throw new Error('the demo did not start');
  }
  const results = documentedBlocks().map((block) => {
    if (block.leftOut === undefined) return run(block);
    console.log(`left out ${block.place}: ${block.leftOut}`);
    return true;
  });
  if (results.includes(false)) process.exitCode = 1;
} finally {
  server.kill();
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
