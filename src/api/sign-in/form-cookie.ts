/** The cookie that ties a sign-in form to the browser it was made for, so that no other page can send it. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Beckon } from '../shared/beckon.ts';

/** Over TLS the name makes browsers refuse the cookie from anywhere but this very host. */
function nameOf({ urls }: Beckon): string {
  return urls.publicUrl.startsWith('https:') ? '__Host-beckon_browser' : 'beckon_browser';
}

/** Empty if the browser has none yet. */
export function browserOf(request: FastifyRequest, beckon: Beckon): string {
  const match = new RegExp(`(?:^|; *)${nameOf(beckon)}=([\\w-]{43})(?:;|$)`).exec(request.headers.cookie ?? '');
  return match?.[1] ?? '';
}

/** The browser's own random text, given to it now if it has none. */
export function markBrowser(request: FastifyRequest, reply: FastifyReply, beckon: Beckon): string {
  const known = browserOf(request, beckon);
  if (known !== '') return known;
  const browser = randomBytes(32).toString('base64url');
  const isSecure = beckon.urls.publicUrl.startsWith('https:');
  reply.header(
    'set-cookie',
    `${nameOf(beckon)}=${browser}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  );
  return browser;
}
