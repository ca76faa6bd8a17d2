/** How the web app is built: under /app/, with hashed names, compressed beforehand, with a service worker beside it. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, defineConfig, type Plugin, type UserConfig } from 'vite';

const compressible = /\.(js|css|html|svg|webmanifest)$/;

/**
 * Builds the service worker by itself, into one file: browsers that load only plain scripts as workers want it so. It is
 * told which files make up the app, so that it can keep them for when there is no network.
 */
function serviceWorker(): Plugin {
  let files: string[] = [];
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      // Icons among them: the one of the tab changes while there is no network, too. The page is known by its address.
      const isAsset = (file: string) => file !== 'index.html' && !file.endsWith('.map');
      files = [...Object.keys(bundle), ...readdirSync(join(import.meta.dirname, 'public'))].filter(isAsset);
    },
    async closeBundle() {
      const names = ['', ...files];
      await build({
        ...shared,
        configFile: false,
        logLevel: 'warn',
        define: { precachedFiles: JSON.stringify(names) },
        build: {
          ...shared.build,
          emptyOutDir: false,
          copyPublicDir: false,
          rollupOptions: {
            input: join(import.meta.dirname, 'src/worker/sw.ts'),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      });
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
    closeBundle: {
      // When the service worker is there too.
      order: 'post',
      sequential: true,
      handler: () => compressFilesIn(folder),
    },
  };
}

function compressFilesIn(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!compressible.test(file)) continue;
    const bytes = readFileSync(join(folder, file));
    writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes));
  }
}

const shared = {
  root: import.meta.dirname,
  base: '/app/',
  // Scripts and styles find one another wherever they lie; the page is told by the server where that is.
  experimental: { renderBuiltUrl: (_file, { hostType }) => (hostType === 'html' ? undefined : { relative: true }) },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Data URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
} as const satisfies UserConfig;

export default defineConfig({
  ...shared,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [serviceWorker(), compressed()],
  build: {
    ...shared.build,
    emptyOutDir: true,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
});
