// Keeps compiled code from start to start: below the installation, not in a folder that other users of the machine can
// write to. `npm ci` loads the server once with it, so that the first start is as fast as those after it.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('./node_modules/.cache/beckon', import.meta.url)));
