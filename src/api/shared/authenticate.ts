/** Finds out who calls and whether they may, before anything of the request's body is read. */

import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, ClientId, ExtensionId } from '../../domain/ids.ts';
import type { AccessGrant, Caller } from '../../domain/session.ts';
import { parseToken } from '../../wire/tokens.ts';
import { requireOwnPath, requirePermissions } from './authorize.ts';
import type { Operation } from './operation.ts';
import type { ApiServices } from './services.ts';
import { socketCallerOf } from './socket-requests.ts';

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null;
    /** Whoever was refused, as far as that was found out. */
    refused: { readonly accountId: AccountId; readonly extensionId: ExtensionId; readonly clientId: ClientId } | null;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

/** With the hash of the token, which is dead as soon as another has taken its place. */
type TokenGrant = AccessGrant & { readonly tokenHash: string };

const maxRemembered = 50_000;

export const authenticate = fastifyPlugin<{ services: ApiServices }>(async (app, { services }) => {
  // What a token stands for never changes, so it may be remembered. Whether its session is still alive may not be:
  // that is asked with each read and each write.
  const remembered = new LRUCache<string, TokenGrant>({ maxSize: maxRemembered, sizeCalculation: () => 1 });

  async function grantOf(text: string): Promise<TokenGrant> {
    const token = parseToken(text);
    if (!token) throw new DomainError({ code: 'unparsable-token' });
    const known = remembered.get(token.tokenHash);
    if (known) return known;
    const { accountId, tokenHash } = token;
    const found = await services.store.server.readGrant(accountId, tokenHash);
    if (!found) throw new DomainError({ code: 'unknown-token' });
    const { isUnused, ...grant } = found;
    // A server that has too much to do keeps it the next time.
    const isKept = !isUnused || (await services.store.execute({ kind: 'use-token', accountId, tokenHash })).ok;
    if (isKept) remembered.set(tokenHash, { ...grant, tokenHash });
    return { ...grant, tokenHash };
  }

  async function grantFromToken(request: FastifyRequest): Promise<TokenGrant> {
    const grant = await grantOf(tokenTextOf(request));
    request.refused = grant;
    if (grant.expiresMs <= services.clock.nowMs()) throw new DomainError({ code: 'expired-token' });
    return grant;
  }

  app.decorateRequest('caller', null);
  app.decorateRequest('refused', null);
  app.addHook('onRequest', async (request, reply) => {
    const operation = request.routeOptions.config.operation;
    if (!operation || operation.access === 'public') return;
    const { access, rate } = operation;
    const { tokenHash, ...grant }: AccessGrant & Partial<TokenGrant> =
      socketCallerOf(request, services) ?? (await grantFromToken(request));
    const state = await services.store.server.readSessionState(grant, tokenHash);
    if (!state) throw new DomainError({ code: 'unknown-token' });
    app.rates.count(rate, grant, state.rateLimits, reply);
    requirePermissions(access, grant, state);
    // What was true a moment ago is asked again with each read and write: the caller says what they act under.
    const caller = { ...grant, address: request.ip, ...(access.user ? { permission: access.user } : {}) };
    const ownPath = requireOwnPath(access, request, caller, services);
    if (ownPath) await ownPath;
    request.caller = caller;
  });
});

/** The header's scheme is matched in any case; links to content may carry the token in the query instead. */
function tokenTextOf(request: FastifyRequest): string {
  const header = request.headers.authorization;
  if (header === undefined) {
    const { access_token: inQuery } = request.query as { access_token?: unknown };
    if (/^(GET|HEAD)$/.test(request.method) && typeof inQuery === 'string') return inQuery;
    throw new DomainError({ code: 'no-authorization' });
  }
  const match = /^bearer +(\S+) *$/i.exec(header);
  if (!match?.[1]) throw new DomainError({ code: 'bad-authorization' });
  return match[1];
}
