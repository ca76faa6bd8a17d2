// Keeps compiled code from start to start: below the installation, not in a folder that other users of the machine can
// write to. `npm ci` loads the server once with it, so that the first start is as fast as those after it.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

// An old Node.js has none; it is told later that it is too old.
module.enableCompileCache?.(fileURLToPath(new URL('./node_modules/.cache/beckon', import.meta.url)));
