/** Sessions that are opened, renewed and looked at. */

import type { Command } from '../../domain/command.ts';
import type { IssueCode, OpenSession } from '../../domain/commands/sessions.ts';
import { unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, SessionId } from '../../domain/ids.ts';
import type { Actor } from '../../domain/session.ts';
import type { Company } from './company.fixture.ts';

export const startMs = 1_700_000_000_000;
export const dayMs = 24 * 3600 * 1000;
export const clientId = 'app-7' as ClientId;

export function tokens(name: string) {
  return { accessHash: `access-${name}`, accessTtlS: 3600, refreshHash: `refresh-${name}`, refreshTtlS: 7200 };
}

export function opening(company: Company, name: string, proof: OpenSession['proof'], maxSessions = 0): OpenSession {
  const { accountId } = company;
  const sessionId = name as SessionId;
  const app = { clientId, scopes: [], endpointId: 'e' };
  return {
    kind: 'open-session',
    accountId,
    sessionId,
    proof,
    ...app,
    tokens: tokens(name),
    address: '::1',
    maxSessions,
  };
}

export function byJwt({ idOf }: Company, number: string): OpenSession['proof'] {
  return { kind: 'credential', extensionId: idOf(number), credentialId: `jwt-${number}` as CredentialId };
}

export function actorIn({ accountId, idOf }: Company, number: string, name: string): Actor {
  return { accountId, sessionId: name as SessionId, extensionId: idOf(number) };
}

export async function isAlive(company: Company, number: string, name: string): Promise<boolean> {
  return await company.store
    .as(actorIn(company, number, name))
    .readAccount()
    .then(
      () => true,
      () => false,
    );
}

export function refresh({ accountId, store }: Company, from: string, to: string) {
  const asked = { accountId, clientId, refreshHash: `refresh-${from}`, tokens: tokens(to) };
  return store.execute({ kind: 'refresh-session', ...asked });
}

/** Gives 102 the password whose hash is `hash`, through an invitation. */
export async function setPassword({ accountId, store, idOf, actorOf }: Company, hash: string): Promise<void> {
  const commands: Command[] = [
    {
      kind: 'invite',
      ...{ accountId, actor: actorOf('101'), extensionId: idOf('102'), tokenHash: `for ${hash}`, lifeMs: dayMs },
    },
    { kind: 'accept-invitation', accountId, tokenHash: `for ${hash}`, newHash: hash },
  ];
  for (const command of commands) unwrap(await store.execute(command));
}

export function byPassword({ idOf }: Company, hash: string) {
  return { kind: 'password', extensionId: idOf('102'), hash } as const;
}

export async function issueCode(company: Company, codeHash: string): Promise<void> {
  const { accountId, store, idOf } = company;
  const proof: IssueCode['proof'] = { kind: 'waived', extensionId: idOf('103') };
  const code = { codeHash, redirectUri: 'https://a.example/', codeChallenge: 'c' };
  unwrap(await store.execute({ kind: 'issue-code', accountId, clientId, proof, ...code }));
}

export async function redeem(company: Company, codeHash: string, name: string, asClient = clientId) {
  const { accountId, store } = company;
  const code = unwrap(await store.execute({ kind: 'use-code', accountId, codeHash, clientId: asClient }));
  return code && (await store.execute(opening(company, name, { kind: 'code', codeHash })));
}
