/** Writes the headers that clients look for as the vendor writes them. */

import type { FastifyReply } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { headerSpellings } from '../../wire/header-spellings.ts';

/** Those that refusals carry, set by their names as the framework knows them. All others are set as they are spelled. */
const respelled = ['retry-after', 'www-authenticate', 'etag'] as const;

/** The framework knows headers in lower case alone; what is set beneath it stays as it is. */
export function setSpelled(reply: FastifyReply, name: string, value: string | number): void {
  reply.raw.setHeader(name, value);
}

export const spellHeaders = fastifyPlugin(async (app) => {
  // Not awaited: it is on the way of every answer.
  app.addHook('onSend', (_request, reply, payload, done) => {
    for (const name of respelled) {
      const value = reply.getHeader(name);
      if (value === undefined) continue;
      reply.removeHeader(name);
      setSpelled(reply, headerSpellings[name] as string, value as string);
    }
    done(null, payload);
  });
});
