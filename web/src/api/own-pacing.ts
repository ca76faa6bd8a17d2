/** The gate that all of this browser's tabs, and its service worker, share. */

import { browserClock } from '../browser/clock-and-locks.ts';
import { localDatabase } from '../browser/local-database.ts';
import { createPacing } from './pacing.ts';

export const ownPacing = createPacing({ database: localDatabase, clock: browserClock });
