/** Counts every request against the allowances of its caller, and says in each answer what is left of them. */

import basicAuth from 'basic-auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { DomainError } from '../../domain/errors.ts';
import type { RateGroup } from '../../domain/permission.ts';
import type { Grant, RateLimits } from '../../domain/session.ts';
import { hashSecret } from '../../wire/secrets.ts';
import type { Beckon } from './beckon.ts';
import { RateLimiter } from './rate-limiter.ts';

type Group = Exclude<RateGroup, 'none'>;

/** Requests in each window: by group, of one person with one app; and of one network address signing in. */
export interface RateLimitSettings extends Readonly<Record<Group, number>> {
  readonly address: number;
  /** Also how long a penalty lasts. */
  readonly windowS: number;
}

export interface RateCounters {
  /** Of a person signed in with an app, whose own limits come first. Throws `rate-exceeded`. */
  count(group: RateGroup, grant: Grant, ofApp: RateLimits, reply: FastifyReply): void;
}

const uncounted: RateCounters = { count: () => {} };

declare module 'fastify' {
  interface FastifyInstance {
    rates: RateCounters;
  }
}

export const limitRates = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon: { rateLimits, clock } }) => {
  if (!rateLimits) {
    app.decorate('rates', uncounted);
    return;
  }
  const { windowS } = rateLimits;
  const limiter = new RateLimiter({ windowMs: windowS * 1000 });

  function take(key: string, group: Group, limit: number, reply: FastifyReply): void {
    const { remaining, isExceeded } = limiter.take(key, limit, clock.nowMs());
    reply.headers({
      'X-Rate-Limit-Group': group.toLowerCase(),
      'X-Rate-Limit-Limit': limit,
      'X-Rate-Limit-Remaining': remaining,
      'X-Rate-Limit-Window': windowS,
    });
    if (isExceeded) throw new DomainError({ code: 'rate-exceeded', retryAfterS: windowS });
  }

  app.decorate('rates', {
    count(group, { accountId, extensionId, clientId }, ofApp, reply) {
      if (group === 'none') return;
      take(`${group} ${accountId} ${extensionId} ${clientId}`, group, ofApp[group] ?? rateLimits[group], reply);
    },
  });

  // Nobody is signed in yet where people sign in: there each address counts, and each proof that is offered.
  app.addHook('onRequest', async (request, reply) => {
    const operation = request.routeOptions.config.operation;
    if (operation?.access !== 'public' || operation.rate !== 'Auth') return;
    take(`address ${request.ip}`, 'Auth', rateLimits.address, reply);
  });
  app.addHook('preValidation', async (request, reply) => {
    const operation = request.routeOptions.config.operation;
    if (operation?.access !== 'public' || operation.rate !== 'Auth') return;
    const proof = proofIn(request);
    if (proof !== undefined) take(`proof ${proof}`, 'Auth', rateLimits.Auth, reply);
  });
});

/** What tells one person's attempts to sign in from another's, made short; undefined if the request offers nothing. */
function proofIn(request: FastifyRequest): string | undefined {
  const form = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const offered = ['username', 'extension', 'assertion', 'code', 'refresh_token', 'token'].map((name) => form[name]);
  if (offered.every((value) => value === undefined)) return undefined;
  return hashSecret(JSON.stringify([basicAuth(request)?.name ?? form.client_id, ...offered]));
}
