/** Answers whose JSON was written before, so that their schema is there for the API's description alone. */

import type { FastifyReply } from 'fastify';
import { jsonType } from './operation.ts';

export function writtenJson(reply: FastifyReply, text: string): string {
  reply.type(`${jsonType}; charset=utf-8`);
  return text;
}
