/** The one way in which this app calls its server. */

import { createClient } from '../api/create-client.ts';
import { ownPacing } from '../api/own-pacing.ts';
import { addressOf } from '../browser/address.ts';
import { accessToken, endSession } from './session.ts';

export const { call, download } = createClient({
  fetch: (address, init) => fetch(addressOf(address), init),
  pacing: ownPacing,
  ...{ accessToken, endSession },
});

/** The caller's own mailbox. */
export const mailboxPath = '/restapi/v1.0/account/~/extension/~';
export const accountPath = '/restapi/v1.0/account/~';
