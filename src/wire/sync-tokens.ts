/** Sync tokens: where a client's copy of a mailbox stands, signed, so that only what we gave out comes back. */

import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { ConversationId, ExtensionId, Sequence } from '../domain/ids.ts';
import type { Direction } from '../domain/message.ts';
import type { SyncFrame, SyncPosition } from '../domain/reads/messages.ts';
import type { Actor } from '../domain/session.ts';
import { deriveKey } from './secrets.ts';

/** How long a token can be used. */
const lifeS = 62 * 24 * 3600;

export interface SyncState {
  readonly frame: SyncFrame;
  readonly position: SyncPosition;
}

const purpose = 'sync token';
const algorithm = 'HS256';

interface Claims {
  /** Sequence, then frame: from, to, directions, conversation, distinct. */
  readonly s: number;
  readonly f: [from: number, to: number, directions: Direction[], conversation: number, isDistinct: boolean];
  /** Departments, and since when. */
  readonly m: [department: number, sinceMs: number][];
}

export async function syncToken(
  serverSecret: Uint8Array,
  { accountId, extensionId }: Actor,
  { frame, position, nowMs }: SyncState & { nowMs: number },
): Promise<string> {
  const { dateFromMs, dateToMs, direction, conversationId = 0, isDistinct = false } = frame;
  const claims: Claims = {
    s: position.nextSequence,
    f: [dateFromMs, dateToMs, [...direction], conversationId, isDistinct],
    m: position.memberships.map(({ departmentId, joinedMs }) => [departmentId, joinedMs]),
  };
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(`${accountId}/${extensionId}`)
    .setExpirationTime(Math.floor(nowMs / 1000) + lifeS)
    .sign(deriveKey(serverSecret, purpose));
}

/** Undefined for a token that is forged, outlived, or someone else's. */
export async function syncStateFrom(
  serverSecret: Uint8Array,
  { accountId, extensionId }: Actor,
  { token, nowMs }: { token: string; nowMs: number },
): Promise<SyncState | undefined> {
  try {
    const { payload } = await jwtVerify<Claims>(token, deriveKey(serverSecret, purpose), {
      algorithms: [algorithm],
      subject: `${accountId}/${extensionId}`,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp'],
    });
    const [dateFromMs, dateToMs, direction, conversationId, isDistinct] = payload.f;
    return {
      frame: {
        ...{ dateFromMs, dateToMs, direction, isDistinct },
        ...(conversationId === 0 ? {} : { conversationId: conversationId as ConversationId }),
      },
      position: {
        nextSequence: payload.s as Sequence,
        memberships: payload.m.map(([id, joinedMs]) => ({ departmentId: id as ExtensionId, joinedMs })),
      },
    };
  } catch {
    return undefined;
  }
}
