/** What the operations on subscriptions share: filters that are allowed, life times, where notifications go. */

import { Type } from 'typebox';
import { DomainError } from '../../domain/errors.ts';
import { type AppPermission, appMay, type UserPermission } from '../../domain/permission.ts';
import { personMay } from '../../domain/role.ts';
import type { Caller } from '../../domain/session.ts';
import type { EventFilter, Subscription, WebHookChannel } from '../../domain/subscription.ts';
import { eventFiltersFrom } from '../../wire/event-filters.ts';
import { subscriptionTtl } from '../../wire/subscriptions.ts';
import type { ApiServices } from './services.ts';

export const subscriptionParams = Type.Object({ subscriptionId: Type.String() });

/** The filters as they are kept; app and person must be allowed to read what they tell of. */
export async function requireFilters(
  texts: readonly string[],
  subscriptionId: string,
  caller: Caller,
  { store }: ApiServices,
): Promise<EventFilter[]> {
  const filters = eventFiltersFrom(texts, { ...caller, subscriptionId });
  const state = await store.server.readSessionState(caller);
  if (!state) throw new DomainError({ code: 'unknown-token' });
  const requireBoth = (app: AppPermission, user: UserPermission) => {
    requireApp(app, caller);
    if (!personMay(state, user)) throw new DomainError({ code: 'missing-user-permission', subject: user });
  };
  const listensTo = (...kinds: EventFilter['kind'][]) => filters.some(({ kind }) => kinds.includes(kind));
  if (listensTo('messages')) requireBoth('ReadMessages', 'ReadMessages');
  if (listensTo('extension', 'extensions', 'directory')) requireBoth('ReadAccounts', 'ReadExtensions');
  if (listensTo('presence', 'presences')) requireBoth('ReadPresence', 'ReadPresenceStatus');
  return filters;
}

function requireApp(app: AppPermission, { scopes }: Caller): void {
  if (!appMay(scopes, app)) throw new DomainError({ code: 'missing-app-permission', subject: app });
}

export interface DeliveryMode {
  readonly transportType?: string;
  readonly address?: string | undefined;
  readonly verificationToken?: string | undefined;
  readonly validationToken?: string | undefined;
}

/** The app must be allowed the transport. A webhook's address is asked whether it wants to hear. */
export async function requireChannel(
  { transportType, address, verificationToken, validationToken }: DeliveryMode,
  caller: Caller,
  { greetWebhook }: ApiServices,
): Promise<Subscription['channel']> {
  if (transportType === 'WebSocket' && caller.connection) {
    requireApp('WebSocketsSubscriptions', caller);
    return { transport: 'WebSocket', ...caller.connection };
  }
  if (transportType !== 'WebHook' || !greetWebhook) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'deliveryMode.transportType' });
  }
  requireApp('SubscriptionWebhook', caller);
  if (address === undefined || !isAddress(address)) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'deliveryMode.address' });
  }
  const channel: WebHookChannel = {
    ...{ transport: 'WebHook', address },
    ...tokensFrom({ verificationToken, validationToken }),
  };
  await greetWebhook(channel);
  return channel;
}

const maxAddressLength = 2048;

/** As it is called: blanks and line ends would be dropped. Names and passwords have no place in it: others see it. */
function isAddress(text: string): boolean {
  if (text.length > maxAddressLength || /[\s\p{Cc}]/u.test(text)) return false;
  const url = URL.parse(text);
  return /^https?:$/.test(url?.protocol ?? '') && !url?.username && !url?.password;
}

/** Those that are given, as they can stand in a header. */
export function tokensFrom(
  given: Pick<DeliveryMode, 'verificationToken' | 'validationToken'>,
): Pick<WebHookChannel, 'verificationToken' | 'validationToken'> {
  for (const [name, token] of Object.entries(given)) {
    if (token === undefined || /^[!-~]([ -~]{0,253}[!-~])?$/.test(token)) continue;
    throw new DomainError({ code: 'invalid-parameter', parameter: `deliveryMode.${name}` });
  }
  const { verificationToken, validationToken } = given;
  return {
    ...(verificationToken === undefined ? {} : { verificationToken }),
    ...(validationToken === undefined ? {} : { validationToken }),
  };
}

/** Milliseconds. A WebSocket renews itself while it is connected, so that what it asks for does not matter. */
export function lifeMsFrom(expiresIn: number | undefined, transport: string | undefined): number {
  const { standardS, maxS } = subscriptionTtl;
  if (expiresIn === undefined || transport === 'WebSocket') return standardS * 1000;
  if (expiresIn < 1) throw new DomainError({ code: 'invalid-parameter', parameter: 'expiresIn' });
  return Math.min(expiresIn, maxS) * 1000;
}

/** Refuses with `unknown-resource` unless it is the caller's own, made with the same app, and has not expired. */
export async function requireSubscription(
  { subscriptionId }: { subscriptionId: string },
  caller: Caller,
  { store }: ApiServices,
): Promise<Subscription> {
  const subscription = await store.as(caller).readSubscription(caller.clientId, subscriptionId);
  if (!subscription) throw new DomainError({ code: 'unknown-resource', parameter: 'subscriptionId' });
  return subscription;
}
