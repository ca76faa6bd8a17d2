/** Who may look after a subscription: its owner with the same app, and administrators. */

import { Type } from 'typebox';
import type { SubscriptionOverview } from '../../domain/delivery-log.ts';
import { DomainError } from '../../domain/errors.ts';
import { type AppPermission, appMay } from '../../domain/permission.ts';
import { personMay } from '../../domain/role.ts';
import type { Caller } from '../../domain/session.ts';
import type { ApiServices } from './services.ts';

export const tendedParams = Type.Object({ subscriptionId: Type.String() });

/** To everyone else it does not exist. Of what is not one's own, the app must be allowed `app`. */
export async function requireTended(
  { subscriptionId }: { subscriptionId: string },
  caller: Caller,
  { store }: ApiServices,
  app: AppPermission,
): Promise<SubscriptionOverview> {
  const overview = await store.as(caller).readSubscriptionOverview(subscriptionId);
  const { extensionId, clientId } = overview?.subscription ?? {};
  if (overview && extensionId === caller.extensionId && clientId === caller.clientId) return overview;
  const state = await store.server.readSessionState(caller);
  if (!overview || !state || !personMay(state, 'AccountAdministration')) {
    throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
  }
  if (!appMay(caller.scopes, app)) throw new DomainError({ code: 'missing-app-permission', subject: app });
  return overview;
}
