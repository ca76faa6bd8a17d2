/** The shell blocks of the documents, and which of them cannot be run by themselves, with the reason. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  /** Such as `README.md:24`, where its first line stands. */
  readonly place: string;
  readonly text: string;
  /** Why it is not run; undefined for those that are. */
  readonly leftOut: string | undefined;
}

const root = join(import.meta.dirname, '..');
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/COVERAGE.md', 'docs/security.md', 'docs/ARCHITECTURE.md'];

/** The first that fits counts. */
const reasons: readonly (readonly [holds: RegExp, reason: string])[] = [
  [/^npm ci$/m, 'it installs what this script runs on; .ci/run begins with it'],
  [/^npm (test|run)\b/m, 'each of its lines takes minutes, and has a step of .ci/run of its own'],
  [/^\.\/beckon serve .*--behind-proxy/m, 'it serves until it is told to stop, behind a proxy that is not here'],
];

export function documentedBlocks(): Block[] {
  return documents.flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(({ 1: block = '', index }) => ({
      place: `${document}:${text.slice(0, index).split('\n').length + 1}`,
      text: block,
      leftOut: reasons.find(([holds]) => holds.test(block))?.[1],
    }));
  });
}
