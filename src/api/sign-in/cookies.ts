/** Cookies of the sign-in pages: for this server alone, and out of reach of scripts. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServices } from '../shared/services.ts';

function isOverTls({ urls }: ApiServices): boolean {
  return urls.publicUrl.startsWith('https:');
}

/** Over TLS the name makes browsers refuse the cookie from anywhere but this very host. */
function fullName(name: string, services: ApiServices): string {
  return isOverTls(services) ? `__Host-${name}` : name;
}

export function cookieIn({ headers }: FastifyRequest, services: ApiServices, name: string): string | undefined {
  return new RegExp(`(?:^|; *)${fullName(name, services)}=([\\w.-]+)(?:;|$)`).exec(headers.cookie ?? '')?.[1];
}

/** Without `maxAgeS` it is forgotten when the browser is closed. */
export function setCookie(
  reply: FastifyReply,
  services: ApiServices,
  { name, value, maxAgeS }: { name: string; value: string; maxAgeS?: number },
): void {
  const age = maxAgeS === undefined ? '' : `; Max-Age=${maxAgeS}`;
  const secure = isOverTls(services) ? '; Secure' : '';
  reply.header('set-cookie', `${fullName(name, services)}=${value}${age}; Path=/; HttpOnly; SameSite=Lax${secure}`);
}
