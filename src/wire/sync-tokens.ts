/** Sync tokens: where a client's copy of a mailbox stands, signed, so that only what we gave out comes back. */

import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { ConversationId, ExtensionId, MessageId, Sequence } from '../domain/ids.ts';
import type { Direction } from '../domain/message.ts';
import { syncTokenLifeMs } from '../domain/message-store.ts';
import { firstLife, type Life } from '../domain/place.ts';
import type { HeldFrom, SyncFrame, SyncMoment, SyncPosition } from '../domain/reads/messages.ts';
import type { Actor } from '../domain/session.ts';
import { deriveKey } from './secrets.ts';

export interface SyncState {
  readonly frame: SyncFrame;
  readonly position: SyncPosition;
  /** The oldest message the client was given, when there were older ones in the frame. */
  readonly heldFrom?: HeldFrom | undefined;
  /** Whether the frame is of types of messages that there are none of. */
  readonly isOtherType: boolean;
  /** When the token that it was read from ends. */
  readonly expiresMs?: number;
}

const purpose = 'sync token';
const algorithm = 'HS256';

interface Claims {
  /** Sequence, then frame: from, to, directions, conversation, distinct. */
  readonly s: number;
  readonly f: [from: number, to: number, directions: Direction[], conversation: number, isDistinct: boolean];
  readonly m: MembershipClaims;
  /** Known to: life and sequence. Absent in tokens from before there were lives. */
  readonly l?: [life: string, sequence: number] | undefined;
  /** Unfinished: told from, and since which sequence and memberships. */
  readonly u?: [toldFrom: number, sequence: number, MembershipClaims] | undefined;
  /** Held from: id and time. */
  readonly h?: [id: number, createdMs: number] | undefined;
  /** 1 for a frame of other types. */
  readonly x?: 1 | undefined;
}

/** Departments, and since when. */
type MembershipClaims = [department: number, sinceMs: number][];

export async function syncToken(
  serverSecret: Uint8Array,
  { accountId, extensionId }: Actor,
  { frame, position, heldFrom, isOtherType, expiresMs, nowMs }: SyncState & { nowMs: number },
): Promise<string> {
  const { dateFromMs, dateToMs, direction, conversationId = 0, isDistinct = false } = frame;
  const { unfinished } = position;
  const claims: Claims = {
    s: position.nextSequence,
    f: [dateFromMs, dateToMs, [...direction], conversationId, isDistinct],
    m: membershipClaims(position),
    l: [position.knownTo.life, position.knownTo.sequence],
    u: unfinished && [unfinished.toldFromId, unfinished.since.nextSequence, membershipClaims(unfinished.since)],
    h: heldFrom && [heldFrom.copyId, heldFrom.createdMs],
    x: isOtherType ? 1 : undefined,
  };
  // What is gone is forgotten after a token's life: a token that still tells of before another lives no longer than it.
  const endMs = (unfinished && expiresMs) || nowMs + syncTokenLifeMs;
  return await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(`${accountId}/${extensionId}`)
    .setExpirationTime(Math.floor(endMs / 1000))
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
    const { u: unfinished, h: held, l: [life, knownTo] = [firstLife, payload.s] } = payload;
    return {
      frame: {
        ...{ dateFromMs, dateToMs, direction, isDistinct },
        ...(conversationId === 0 ? {} : { conversationId: conversationId as ConversationId }),
      },
      position: {
        ...momentFrom(payload.s, payload.m),
        knownTo: { sequence: knownTo as Sequence, life: life as Life },
        ...(unfinished
          ? {
              unfinished: {
                toldFromId: unfinished[0] as MessageId,
                since: momentFrom(unfinished[1], unfinished[2]),
              },
            }
          : {}),
      },
      ...(held ? { heldFrom: { copyId: held[0] as MessageId, createdMs: held[1] } } : {}),
      isOtherType: payload.x === 1,
      expiresMs: (payload.exp as number) * 1000,
    };
  } catch {
    return undefined;
  }
}

function membershipClaims({ memberships }: SyncMoment): MembershipClaims {
  return memberships.map(({ departmentId, joinedMs }) => [departmentId, joinedMs]);
}

function momentFrom(sequence: number, memberships: MembershipClaims): SyncMoment {
  return {
    nextSequence: sequence as Sequence,
    memberships: memberships.map(([id, joinedMs]) => ({ departmentId: id as ExtensionId, joinedMs })),
  };
}
