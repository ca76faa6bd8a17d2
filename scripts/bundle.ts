/** Writes the server and all that it imports into a few files in `dist/`, which load faster than a thousand. */

import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const made = join(root, 'dist');
const making = join(root, `dist.${process.pid}`);

/** By these `start.mjs` knows whether the sources are still those it was made of. */
function stampsOfSources(): [file: string, bytes: number, changedS: number][] {
  const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$/.test(file));
  return ['package-lock.json', ...sources.sort()].map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return [file, size, Math.floor(mtimeMs / 1000)];
  });
}

/** Where a file of the sources says where it is: other files are found from there, and those it starts as threads are made too. */
const places: Plugin = {
  name: 'places',
  transform(code, id) {
    if (!id.startsWith(join(root, 'src')) || !code.includes('import.meta.url')) return;
    return code
      .replace(/new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g, (_, name: string) => {
        const thread = this.emitFile({ type: 'chunk', id: join(id, '..', name) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${thread})`;
      })
      .replaceAll('import.meta.url', `new URL('../${relative(root, id)}', import.meta.url).href`);
  },
};

/** An ES module that imports it looks up every export, and with them the whole client behind `fetch`. */
const http: Plugin = {
  name: 'http',
  resolveId: (name) => (name === 'node:http' ? '\0http.cjs' : undefined),
  load: (id) => (id === '\0http.cjs' ? "module.exports = process.getBuiltinModule('node:http');" : undefined),
};

/** One letter beyond ASCII would make the whole file a string of two bytes a letter, which stays in memory. */
function inAscii(code: string): string {
  if (/\\[\u0080-\uffff]/.test(code)) throw new Error('a letter beyond ASCII follows a backslash');
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// Stamped first: what changes meanwhile makes it stale.
const stamps = stampsOfSources();
try {
  const bundle = await rolldown({
    input: { beckon: join(root, 'src/cli/beckon.ts') },
    platform: 'node',
    // It finds files of its own beside it.
    external: ['@fastify/swagger-ui'],
    plugins: [places, http],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  mkdirSync(making);
  for (const file of output)
    writeFileSync(join(making, file.fileName), file.type === 'chunk' ? inAscii(file.code) : file.source);
  writeFileSync(join(making, 'sources.json'), JSON.stringify(stamps));
  rmSync(made, { recursive: true, force: true });
  renameSync(making, made);
} finally {
  if (existsSync(making)) rmSync(making, { recursive: true });
}
