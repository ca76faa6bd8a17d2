/** Cookies of the sign-in pages: for this server alone, and out of reach of scripts. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Beckon } from '../shared/beckon.ts';

function isOverTls({ urls }: Beckon): boolean {
  return urls.publicUrl.startsWith('https:');
}

/** Over TLS the name makes browsers refuse the cookie from anywhere but this very host. */
function fullName(name: string, beckon: Beckon): string {
  return isOverTls(beckon) ? `__Host-${name}` : name;
}

export function cookieIn({ headers }: FastifyRequest, beckon: Beckon, name: string): string | undefined {
  return new RegExp(`(?:^|; *)${fullName(name, beckon)}=([\\w.-]+)(?:;|$)`).exec(headers.cookie ?? '')?.[1];
}

/** Without `maxAgeS` it is forgotten when the browser is closed. */
export function setCookie(
  reply: FastifyReply,
  beckon: Beckon,
  { name, value, maxAgeS }: { name: string; value: string; maxAgeS?: number },
): void {
  const age = maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`;
  const secure = isOverTls(beckon) ? '; Secure' : '';
  reply.header('set-cookie', `${fullName(name, beckon)}=${value}${age}; Path=/; HttpOnly; SameSite=Lax${secure}`);
}
