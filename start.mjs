// The way in. Plain JavaScript, so that with everything compiled before, the machinery for TypeScript is not even loaded.
import { existsSync } from 'node:fs';
import './compile-cache.mjs';

// A package installed by npm carries compiled files: Node runs no TypeScript below node_modules.
const sources = new URL('./src/cli/beckon.ts', import.meta.url);
await import(existsSync(sources) ? sources.href : new URL('./dist/cli/beckon.js', import.meta.url).href);
