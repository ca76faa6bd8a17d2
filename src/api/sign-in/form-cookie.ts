/** The cookie that ties a sign-in form to the browser it was made for, so that no other page can send it. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServices } from '../shared/services.ts';
import { cookieIn, setCookie } from './cookies.ts';

const name = 'beckon_browser';

/** Empty if the browser has none yet. */
export function browserOf(request: FastifyRequest, services: ApiServices): string {
  const value = cookieIn(request, services, name) ?? '';
  return /^[\w-]{43}$/.test(value) ? value : '';
}

/** The browser's own random text, given to it now if it has none. */
export function markBrowser(request: FastifyRequest, reply: FastifyReply, services: ApiServices): string {
  const known = browserOf(request, services);
  if (known !== '') return known;
  const value = randomBytes(32).toString('base64url');
  setCookie(reply, services, { name, value });
  return value;
}
