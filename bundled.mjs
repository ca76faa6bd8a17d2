// Whether `dist/` holds the server in few files (scripts/bundle.ts), and was made of the sources as they are now.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

export function isBundled() {
  // A package carries nothing else.
  if (!existsSync(`${root}src`)) return true;
  try {
    const stamps = JSON.parse(readFileSync(`${root}dist/sources.json`, 'utf8'));
    return stamps.every(([file, bytes, changedS]) => {
      const { size, mtimeMs } = statSync(root + file);
      return size === bytes && Math.floor(mtimeMs / 1000) === changedS;
    });
  } catch {
    return false;
  }
}
