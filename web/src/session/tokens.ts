/** The tokens of the session that this browser keeps. The service worker uses them too. */

import { ownPacing } from '../api/own-pacing.ts';
import { addressOf } from '../browser/address.ts';
import { browserClock, browserLocks } from '../browser/clock-and-locks.ts';
import { localDatabase } from '../browser/local-database.ts';
import { createTokens } from './create-tokens.ts';

export const ownTokens = createTokens({
  fetch: (address, init) => fetch(addressOf(address), init),
  ...{ database: localDatabase, locks: browserLocks, clock: browserClock, pacing: ownPacing },
});
