/** Which app a sign-in request comes from, and whether it proves so. */

import basicAuth from 'basic-auth';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { ClientId } from '../../domain/ids.ts';
import type { App } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import { hashSecret, isSameHash } from '../../wire/secrets.ts';

/** The app, if the secret is its own; a public app has none and may give none. */
async function findClient(store: Store, clientId: string, secret: string | undefined): Promise<App | undefined> {
  const app = await store.readApp(clientId as ClientId);
  if (!app) return undefined;
  if (app.secretHash === null) return secret ? undefined : app;
  return secret && isSameHash(hashSecret(secret), app.secretHash) ? app : undefined;
}

/** The app of a request that names it by Basic header, in the form, or both. Refuses with `invalid-client`. */
export async function requireClient(
  store: Store,
  request: FastifyRequest,
  form: { client_id?: string; client_secret?: string },
): Promise<App> {
  const basic = basicAuth(request);
  const clientId = basic?.name ?? form.client_id;
  const isTorn = basic !== undefined && form.client_id !== undefined && form.client_id !== basic.name;
  const secret = basic ? basic.pass : form.client_secret;
  const app = clientId === undefined || isTorn ? undefined : await findClient(store, clientId, secret);
  if (!app) throw new DomainError({ code: 'invalid-client' });
  return app;
}
