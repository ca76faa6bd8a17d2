/** Writes the server and all that it imports into a few files in `dist/`, which load faster than a thousand. */

import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { isBundled } from '../bundled.mjs';

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

/** Other files are found from where a file of the sources lies. Those of ours that it names so run as threads: each is one more. */
const places: Plugin = {
  name: 'places',
  transform(code, id) {
    if (!id.startsWith(join(root, 'src'))) return;
    return code.replace(/new URL\('(\.[^']+)', import\.meta\.url\)/g, (_, name: string) => {
      const path = join(dirname(id), name);
      const source = `${path.replace(/\.ts$/, '')}.ts`;
      if (!existsSync(source)) return `new URL('../${relative(root, path)}', import.meta.url)`;
      const thread = basename(source, '.ts');
      this.emitFile({ type: 'chunk', id: source, fileName: `${thread}.js` });
      return `new URL('./${thread}${name.endsWith('.ts') ? '.js' : ''}', import.meta.url)`;
    });
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

/** Whoever gets the bundle gets these packages with it. */
function licencesOf(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
  return [...folders]
    .sort()
    .map((folder) => {
      const texts = globSync('{licen[cs]e,LICEN[CS]E}*', { cwd: folder }).map((file) =>
        readFileSync(join(folder, file), 'utf8'),
      );
      return `${relative(join(root, 'node_modules'), folder)}\n\n${texts.join('\n')}\n`;
    })
    .join('\n');
}

async function bundle(): Promise<void> {
  // Stamped first: what changes meanwhile makes it stale.
  const stamps = stampsOfSources();
  const built = await rolldown({
    // The server by itself as well, for whoever fills the compile cache.
    input: { beckon: join(root, 'src/cli/beckon.ts'), serve: join(root, 'src/cli/serve.ts') },
    platform: 'node',
    // It finds files of its own beside it.
    external: ['@fastify/swagger-ui'],
    plugins: [places, http],
  });
  const { output } = await built.generate({ format: 'esm' });
  mkdirSync(making);
  try {
    for (const file of output) {
      writeFileSync(join(making, file.fileName), file.type === 'chunk' ? inAscii(file.code) : file.source);
    }
    const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    writeFileSync(join(making, 'licences.txt'), licencesOf(modules));
    writeFileSync(join(making, 'sources.json'), JSON.stringify(stamps));
    rmSync(made, { recursive: true, force: true });
    renameSync(making, made);
  } catch (error) {
    rmSync(making, { recursive: true });
    throw error;
  }
}

if (!isBundled()) await bundle();
