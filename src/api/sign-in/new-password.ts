/** Judges a password that someone is to sign in with from now on, and makes the hash that is kept of it. */

import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors.ts';
import type { Extension } from '../../domain/extension.ts';
import { passwordFault } from '../../domain/password.ts';
import { normalPassword } from '../../wire/passwords.ts';
import { wordsAbout } from './words-about.ts';

export interface NewPassword {
  readonly text: string;
  readonly owner: Pick<Extension, 'name' | 'contact'>;
  readonly companyName: string;
  /** The field that it came in. */
  readonly parameter: string;
}

/** Throws `weak-password`. */
export async function newPasswordHash(
  { text, owner, companyName, parameter }: NewPassword,
  { server }: FastifyRequest,
): Promise<string> {
  const password = normalPassword(text);
  const fault = passwordFault(password, wordsAbout(owner, companyName));
  if (fault !== undefined) throw new DomainError({ code: 'weak-password', parameter, subject: fault });
  return await server.passwords.hash(password);
}
