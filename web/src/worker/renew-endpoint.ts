/** The browser has given this device another endpoint: the server is told, so that pages go on reaching it. */

import { addressOf } from '../browser/address.ts';
import { deviceName } from '../push/device-name.ts';
import { ownTokens } from '../session/tokens.ts';
import { worker } from './scope.ts';

const path = addressOf('/beckon/v1/push');

/** Without a session it does nothing: the app registers anew when someone signs in. The old endpoint ends by itself. */
export async function renewEndpoint(): Promise<void> {
  const session = await ownTokens.renewedSession();
  if (!session) return;
  const headers = { authorization: `Bearer ${session.accessToken}`, 'content-type': 'application/json' };
  const { enabled, publicKey } = await (await fetch(path, { headers })).json();
  if (!enabled) return;
  const { pushManager } = worker.registration;
  const subscription =
    (await pushManager.getSubscription()) ??
    (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }));
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ name: deviceName(worker.navigator.userAgent), endpoint, keys });
  await fetch(`${path}/devices`, { method: 'POST', headers, body });
}
