/** Counts every request against the allowances of its caller, and says in each answer what is left of them. */

import basicAuth from 'basic-auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Clock } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { RateGroup } from '../../domain/permission.ts';
import type { AccessGrant, RateLimits } from '../../domain/session.ts';
import { hashSecret } from '../../wire/secrets.ts';
import { networkOf } from './network-of.ts';
import type { Group } from './rate-limit-settings.ts';
import { RateLimiter } from './rate-limiter.ts';
import type { ApiServices } from './services.ts';
import { setSpelled } from './spell-headers.ts';
import { type WindowCount, WindowCounter } from './window-counter.ts';

export interface RateCounters {
  /** Of a person signed in with an app, whose own limits come first. Throws `rate-exceeded`. */
  count(
    group: RateGroup,
    whose: Pick<AccessGrant, 'accountId' | 'extensionId' | 'clientId'>,
    ofApp: RateLimits,
    reply: FastifyReply,
  ): void;
  /** Against the address that it came from. Throws `rate-exceeded` in place of what else would be said of the proof. */
  countFailedProof(request: FastifyRequest): void;
}

/** A sign-in by code is a page, its form and the code: it counts once all the same. */
const requestsOfASignIn = 3;

declare module 'fastify' {
  interface FastifyInstance {
    rates: RateCounters;
  }
}

/** What is said where nothing is limited: clients that pace themselves by it are not held up. */
const generous = { limit: 100_000, windowS: 60 };

function say(reply: FastifyReply, group: Group, { limit, remaining, windowS }: Allowance): void {
  setSpelled(reply, 'X-Rate-Limit-Group', group.toLowerCase());
  setSpelled(reply, 'X-Rate-Limit-Limit', limit);
  setSpelled(reply, 'X-Rate-Limit-Remaining', Math.max(0, remaining));
  setSpelled(reply, 'X-Rate-Limit-Window', windowS);
}

interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  readonly windowS: number;
}

export const limitRates = fastifyPlugin<{ services: ApiServices }>(async (app, { services: { rateLimits, clock } }) => {
  const limitOf = (group: Group) => rateLimits?.[group] ?? generous.limit;
  const windowS = rateLimits?.windowS ?? generous.windowS;
  // Also where a request was refused before it was known whose it is.
  app.addHook('onSend', (request, reply, payload, done) => {
    const rate = request.routeOptions.config.operation?.rate ?? 'none';
    if (rate !== 'none' && !reply.raw.hasHeader('X-Rate-Limit-Group')) {
      say(reply, rate, { limit: limitOf(rate), remaining: limitOf(rate), windowS });
    }
    done(null, payload);
  });
  if (!rateLimits) {
    app.decorate('rates', sayOnly(clock));
    return;
  }
  const limiter = new RateLimiter({ windowMs: windowS * 1000 });
  const ofAddresses = new WindowCounter({ windowMs: windowS * 1000 });

  function take(key: string, group: Group, limit: number, reply: FastifyReply): void {
    const { remaining, isExceeded } = limiter.take(key, limit, clock.nowMs());
    say(reply, group, { limit, remaining, windowS });
    if (isExceeded) throw new DomainError({ code: 'rate-exceeded', retryAfterS: windowS });
  }

  function takeOfAddress(key: string, limit: number): WindowCount {
    const counted = ofAddresses.add(key, clock.nowMs());
    if (counted.count > limit) throw new DomainError({ code: 'rate-exceeded', retryAfterS: counted.endsInS });
    return counted;
  }

  const requestsOf = (request: FastifyRequest) => `requests ${networkOf(request.ip)}`;

  app.decorate('rates', {
    count(group, { accountId, extensionId, clientId }, ofApp, reply) {
      if (group === 'none') return;
      take(`${group} ${accountId} ${extensionId} ${clientId}`, group, ofApp[group] ?? rateLimits[group], reply);
    },
    countFailedProof(request) {
      takeOfAddress(`failed ${networkOf(request.ip)}`, rateLimits.address);
    },
  });

  app.addHook('onRequest', async (request, reply) => {
    if (isDocument(request)) takeOfAddress(`documents ${networkOf(request.ip)}`, rateLimits.documents);
    if (!signsIn(request)) return;
    const { count, endsInS } = ofAddresses.add(requestsOf(request), clock.nowMs());
    say(reply, 'Auth', { limit: rateLimits.requests, remaining: rateLimits.requests - count, windowS });
    if (count > rateLimits.requests) throw new DomainError({ code: 'rate-exceeded', retryAfterS: endsInS });
  });
  // Whoever holds such a proof is a person with an app. A name is no proof: with it, strangers could keep people out.
  app.addHook('preValidation', async (request, reply) => {
    const proof = signsIn(request) ? proofIn(request) : undefined;
    if (proof !== undefined) take(`proof ${proof}`, 'Auth', rateLimits.Auth, reply);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    const isByCode = signsIn(request) && formOf(request).grant_type === 'authorization_code';
    if (isByCode && statusCode === 200) ofAddresses.add(requestsOf(request), clock.nowMs(), 1 - requestsOfASignIn);
  });
});

/** Counts as if there were limits, and refuses nobody. */
function sayOnly(clock: Clock): RateCounters {
  const { limit, windowS } = generous;
  const counter = new WindowCounter({ windowMs: windowS * 1000 });
  return {
    count(group, { accountId, extensionId, clientId }, _ofApp, reply) {
      if (group === 'none') return;
      const { count } = counter.add(`${group} ${accountId} ${extensionId} ${clientId}`, clock.nowMs());
      say(reply, group, { limit, remaining: limit - count, windowS });
    },
    countFailedProof: () => {},
  };
}

/** Nobody is signed in yet where people sign in. */
function signsIn(request: FastifyRequest): boolean {
  const operation = request.routeOptions.config.operation;
  return operation?.access === 'public' && operation.rate === 'Auth';
}

/** What is there for anyone: also what is not there. Whoever watches over the server is always told how it is. */
function isDocument({ routeOptions: { url, config } }: FastifyRequest): boolean {
  const { operation } = config;
  return operation
    ? operation.access === 'public' && operation.rate === 'none'
    : !/^\/(healthz|readyz)$/.test(url ?? '');
}

/** Whether an error says that something which was to prove a person or an app does not. */
export function isFailedProof(error: unknown): boolean {
  const codes = ['invalid-client', 'invalid-grant', 'invalid-assertion', 'bad-credentials', 'shared-address'];
  return error instanceof DomainError && codes.includes(error.refusal.code);
}

function formOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return (request.body ?? {}) as Readonly<Record<string, unknown>>;
}

/** What none can guess and one person has, made short; undefined if the request offers nothing of the kind. */
function proofIn(request: FastifyRequest): string | undefined {
  const form = formOf(request);
  const offered = ['assertion', 'code', 'refresh_token', 'token'].map((name) => form[name]);
  if (offered.every((value) => value === undefined)) return undefined;
  return hashSecret(JSON.stringify([basicAuth(request)?.name ?? form.client_id, ...offered]));
}
