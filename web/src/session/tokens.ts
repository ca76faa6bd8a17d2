/** The tokens of the session that this browser keeps. The service worker uses them too. */

import { addressOf } from '../api/address.ts';
import { ownPacing } from '../api/own-pacing.ts';
import { browserClock, browserLocks } from '../browser.ts';
import { createTokens } from './create-tokens.ts';
import { localDatabase } from './local-database.ts';

export type { TokenAnswer } from './create-tokens.ts';
export { NoTokenAnswer } from './no-token-answer.ts';

export const { askForTokens, keptSession, keepTokens, isGood, renewedSession } = createTokens({
  fetch: (address, init) => fetch(addressOf(address), init),
  ...{ database: localDatabase, locks: browserLocks, clock: browserClock, pacing: ownPacing },
});
