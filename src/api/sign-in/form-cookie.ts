/** The cookie that ties a sign-in form to the browser it was made for, so that no other page can send it. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Beckon } from '../shared/beckon.ts';
import { cookieIn, setCookie } from './cookies.ts';

const name = 'beckon_browser';

/** Empty if the browser has none yet. */
export function browserOf(request: FastifyRequest, beckon: Beckon): string {
  const value = cookieIn(request, beckon, name) ?? '';
  return /^[\w-]{43}$/.test(value) ? value : '';
}

/** The browser's own random text, given to it now if it has none. */
export function markBrowser(request: FastifyRequest, reply: FastifyReply, beckon: Beckon): string {
  const known = browserOf(request, beckon);
  if (known !== '') return known;
  const value = randomBytes(32).toString('base64url');
  setCookie(reply, beckon, { name, value });
  return value;
}
