/** The one way in which this app calls its server. */

import { accessToken, endSession } from '../session/session.ts';
import { addressOf } from './address.ts';
import { createClient } from './create-client.ts';
import { ownPacing } from './own-pacing.ts';

export type { Ask } from './create-client.ts';
export { ApiError, isPassing, NetworkError } from './refusals.ts';

export const { call, download } = createClient({
  fetch: (address, init) => fetch(addressOf(address), init),
  pacing: ownPacing,
  ...{ accessToken, endSession },
});

/** The caller's own mailbox. */
export const mailboxPath = '/restapi/v1.0/account/~/extension/~';
export const accountPath = '/restapi/v1.0/account/~';
