// The way in. Plain JavaScript, so that with everything compiled before, the machinery for TypeScript is not even loaded.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import './compile-cache.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `beckon: Node.js 24.7 or newer is needed, and this is ${process.versions.node}; "npm ci" brings it, unless install scripts are turned off\n`,
  );
  process.exit(1);
}

// A package installed by npm carries compiled files: Node runs no TypeScript below node_modules.
const sources = new URL('./src/cli/beckon.ts', import.meta.url);
if (existsSync(sources) && !existsSync(new URL('./web/dist/index.html', import.meta.url))) await buildWeb();
await import(existsSync(sources) ? sources.href : new URL('./dist/cli/beckon.js', import.meta.url).href);

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
