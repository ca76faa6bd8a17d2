/** How the web app is built: under /app/, with hashed names, compressed beforehand, its files known to the worker. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const compressible = /\.(js|css|html|svg|webmanifest)$/;

/** Tells the service worker which files make up this build, so that it can keep them for when there is no network. */
function precache(): Plugin {
  return {
    name: 'precache',
    apply: 'build',
    generateBundle(_options, bundle) {
      // Icons among them: the one of the tab changes while there is no network, too.
      const files = [...Object.keys(bundle), ...readdirSync(join(import.meta.dirname, 'public'))].filter(
        (file) => file !== 'sw.js' && file !== 'index.html' && !file.endsWith('.map'),
      );
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') return;
      // The page itself is written after this, and known by its address.
      const urls = ['/app/', ...files.map((file) => `/app/${file}`)];
      // Whichever quotation marks the build has put around it.
      const place = /(["'`])__PRECACHE__\1/;
      if (!place.test(worker.code)) throw new Error('the worker has no place for the names of the files');
      worker.code = worker.code.replace(place, JSON.stringify(urls));
    },
  };
}

/** Beside each file its smaller forms, so that the server compresses nothing while people wait. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!compressible.test(file)) continue;
        const bytes = readFileSync(join(folder, file));
        writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes));
      }
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [precache(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Data URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: join(import.meta.dirname, 'index.html'), sw: join(import.meta.dirname, 'src/worker/sw.ts') },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
