/** GET /healthz and /readyz: what a supervisor and a load balancer ask, without a token. */

import type { FastifyReply } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Condition } from '../../conditions.ts';
import type { ApiServices } from './services.ts';

/** Anyone may ask, and each proof costs a commit: within this time the last answer is given again. */
const proofMs = 1000;

export const health = fastifyPlugin<{ services: ApiServices }>(
  async (app, { services: { store, isDraining, conditions } }) => {
    let proof: { readonly isReady: Promise<boolean>; readonly sinceMs: number } | undefined;

    async function prove(): Promise<boolean> {
      try {
        await store.probe();
        return true;
      } catch (err) {
        app.log.error({ err }, 'the store can not be written and read');
        return false;
      }
    }

    function isStoreReady(): Promise<boolean> {
      const nowMs = performance.now();
      if (!proof || nowMs - proof.sinceMs >= proofMs) proof = { isReady: prove(), sinceMs: nowMs };
      return proof.isReady;
    }

    function say(reply: FastifyReply, code: number, status: string, standing: readonly Condition[] = []): FastifyReply {
      const conditions = standing.map(({ code, sentence, isBlocking }) => ({ code, sentence, isBlocking }));
      return reply.code(code).send({ status, ...(conditions.length > 0 ? { conditions } : {}) });
    }

    app.get('/healthz', { schema: { hide: true } }, async (_request, reply) => say(reply, 200, 'alive'));
    app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      if (isDraining?.()) return say(reply, 503, 'draining');
      if (!(await isStoreReady())) return say(reply, 503, 'store unavailable');
      const standing = conditions?.standing() ?? [];
      const isBlocked = standing.some(({ isBlocking }) => isBlocking);
      return say(reply, isBlocked ? 503 : 200, isBlocked ? 'blocked' : 'ready', standing);
    });
  },
);
