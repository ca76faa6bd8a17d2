/** The headers that every answer carries against misuse by browsers, and the refusal of names that are not ours. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { DomainError } from '../../domain/errors.ts';
import type { ApiServices } from './services.ts';

/** For JSON and text, which need nothing; pages say for themselves what they need. */
const always = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // What is answered is for whoever asked, and may hold tokens or pages.
  'cache-control': 'no-store',
} as const;

const aYearS = 365 * 24 * 3600;

/** Also for answers that are given before any hook runs. */
export function secure(reply: FastifyReply, { urls }: Pick<ApiServices, 'urls'>): void {
  reply.headers(always);
  if (urls.publicUrl.startsWith('https:')) reply.header('strict-transport-security', `max-age=${aYearS}`);
}

export interface SecureAnswersOptions {
  readonly services: ApiServices;
  /** Names of this machine besides `localhost`. Undefined where any name will do. */
  readonly hostNames?: readonly string[] | undefined;
}

export const secureAnswers = fastifyPlugin<SecureAnswersOptions>(async (app, { services, hostNames }) => {
  app.addHook('onRequest', (request, reply, done) => {
    secure(reply, services);
    done(hostNames && !isOurs(request, hostNames) ? new DomainError({ code: 'wrong-host' }) : undefined);
  });
});

/**
 * A page of another's, whose name was made to lead to this machine (DNS rebinding), would pass for our own origin. It
 * cannot help sending that name. Programs that send none are no browsers.
 */
function isOurs({ headers }: FastifyRequest, hostNames: readonly string[]): boolean {
  const { host } = headers;
  if (host === undefined || host === '') return true;
  const name = /^(\[[0-9a-f:.]+\]|[^:]+)(:\d*)?$/i.exec(host)?.[1]?.toLowerCase() ?? '';
  // Names under `localhost` lead nowhere else (RFC 6761), and keep people who are signed in side by side apart.
  return /^(([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name) || hostNames.includes(name);
}
