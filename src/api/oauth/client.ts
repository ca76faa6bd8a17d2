/** Which app a sign-in request comes from, and whether it proves so. */

import basicAuth from 'basic-auth';
import type { FastifyRequest } from 'fastify';
import { secretHashesOf } from '../../domain/app.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { App } from '../../domain/session.ts';
import { hashSecret, isSameHash } from '../../wire/secrets.ts';
import type { ApiServices } from '../shared/services.ts';

/** The app, if the secret is its own; a public app has none and may give none. */
async function findClient(
  { store, clock }: Pick<ApiServices, 'store' | 'clock'>,
  clientId: string,
  secret: string | undefined,
): Promise<App | undefined> {
  const app = await store.server.readApp(clientId as ClientId);
  if (!app) return undefined;
  if (app.secretHash === null) return secret ? undefined : app;
  if (!secret) return undefined;
  const offered = hashSecret(secret);
  return secretHashesOf(app, clock.nowMs()).some((hash) => isSameHash(offered, hash)) ? app : undefined;
}

/** The app of a request that names it by Basic header, in the form, or both. Refuses with `invalid-client`. */
export async function requireClient(
  services: Pick<ApiServices, 'store' | 'clock'>,
  request: FastifyRequest,
  form: { client_id?: string; client_secret?: string },
): Promise<App> {
  const basic = basicAuth(request);
  const clientId = basic?.name ?? form.client_id;
  const isTorn = basic !== undefined && form.client_id !== undefined && form.client_id !== basic.name;
  const secret = basic ? basic.pass : form.client_secret;
  const app = clientId === undefined || isTorn ? undefined : await findClient(services, clientId, secret);
  if (!app) throw new DomainError({ code: 'invalid-client' });
  return app;
}
