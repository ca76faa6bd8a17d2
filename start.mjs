// The way in. Plain JavaScript, so that with everything compiled before, the machinery for TypeScript is not even loaded.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import './compile-cache.mjs';
import { isBundled } from './bundled.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `beckon: Node.js 24.7 or newer is needed, and this is ${process.versions.node}; "npm ci" brings it, unless install scripts are turned off\n`,
  );
  process.exit(1);
}

if (!existsSync(new URL('./web/dist/index.html', import.meta.url))) await buildWeb();
// Sources that were changed run as they are. (A package has none: Node runs no TypeScript below node_modules.)
await import(isBundled() ? './dist/beckon.js' : './src/cli/beckon.ts');

/** `npm ci` builds the web app; this is for whoever deleted it. Without it the API is served all the same. */
async function buildWeb() {
  try {
    const { build } = await import('vite');
    await build({ configFile: fileURLToPath(new URL('./web/vite.config.ts', import.meta.url)), logLevel: 'warn' });
  } catch (error) {
    const [reason] = error.message.split('\n');
    process.stderr.write(
      `beckon: the web app is not served, as it could not be built; "npm ci" mends that (${reason})\n`,
    );
  }
}
