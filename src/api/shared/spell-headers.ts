/** Writes the headers that clients look for as the vendor writes them. */

import type { FastifyReply } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { headerSpellings } from '../../wire/header-spellings.ts';

/** What says what the content is, the framework itself sets after everyone else. */
const spelled = Object.entries(headerSpellings).filter(([name]) => !name.startsWith('content-'));

/** The framework knows headers in lower case alone; what is set beneath it stays as it is. */
export function spell(reply: FastifyReply): void {
  for (const [name, spelling] of spelled) {
    const value = reply.getHeader(name);
    if (value === undefined) continue;
    reply.removeHeader(name);
    reply.raw.setHeader(spelling, value);
  }
}

export const spellHeaders = fastifyPlugin(async (app) => {
  app.addHook('onSend', async (_request, reply) => spell(reply));
});
