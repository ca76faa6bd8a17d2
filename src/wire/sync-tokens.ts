/** Sync tokens: where a client's copy of a mailbox stands, signed, so that only what we gave out comes back. */

import type { ConversationId, ExtensionId, MessageId, Sequence } from '../domain/ids.ts';
import type { Direction } from '../domain/message.ts';
import { firstLife, type Life } from '../domain/place.ts';
import type { HeldFrom, SyncFrame, SyncMoment, SyncPosition } from '../domain/reads/messages.ts';
import { syncTokenLifeMs } from '../domain/retention.ts';
import type { Actor } from '../domain/session.ts';
import { sealedText, unsealedText } from './sealed-text.ts';
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
/** So that it is a JWT: tokens outlive the versions that gave them. */
const header = Buffer.from('{"alg":"HS256"}').toString('base64url');

interface Claims {
  /** Whose it is, and until when it holds, in seconds. */
  readonly sub: string;
  readonly exp: number;
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

export function syncToken(
  serverSecret: Uint8Array,
  actor: Actor,
  { frame, position, heldFrom, isOtherType, expiresMs, nowMs }: SyncState & { nowMs: number },
): string {
  const { dateFromMs, dateToMs, direction, conversationId = 0, isDistinct = false } = frame;
  const { unfinished } = position;
  // What is gone is forgotten after a token's life: a token that still tells of before another lives no longer than it.
  const endMs = (unfinished && expiresMs) || nowMs + syncTokenLifeMs;
  const claims: Claims = {
    ...{ sub: subjectOf(actor), exp: Math.floor(endMs / 1000) },
    s: position.nextSequence,
    f: [dateFromMs, dateToMs, [...direction], conversationId, isDistinct],
    m: membershipClaims(position),
    l: [position.knownTo.life, position.knownTo.sequence],
    u: unfinished && [unfinished.toldFromId, unfinished.since.nextSequence, membershipClaims(unfinished.since)],
    h: heldFrom && [heldFrom.copyId, heldFrom.createdMs],
    x: isOtherType ? 1 : undefined,
  };
  return sealedText(deriveKey(serverSecret, purpose), claims, header);
}

function subjectOf({ accountId, extensionId }: Actor): string {
  return `${accountId}/${extensionId}`;
}

/** Undefined for a token that is forged, outlived, or someone else's. */
export function syncStateFrom(
  serverSecret: Uint8Array,
  actor: Actor,
  { token, nowMs }: { token: string; nowMs: number },
): SyncState | undefined {
  const claims = unsealedText(deriveKey(serverSecret, purpose), token) as Claims | undefined;
  if (claims?.sub !== subjectOf(actor) || claims.exp * 1000 <= nowMs) return undefined;
  const [dateFromMs, dateToMs, direction, conversationId, isDistinct] = claims.f;
  const { u: unfinished, h: held, l: [life, knownTo] = [firstLife, claims.s] } = claims;
  return {
    frame: {
      ...{ dateFromMs, dateToMs, direction, isDistinct },
      ...(conversationId === 0 ? {} : { conversationId: conversationId as ConversationId }),
    },
    position: {
      ...momentFrom(claims.s, claims.m),
      knownTo: { sequence: knownTo as Sequence, life: life as Life },
      ...(unfinished
        ? { unfinished: { toldFromId: unfinished[0] as MessageId, since: momentFrom(unfinished[1], unfinished[2]) } }
        : {}),
    },
    ...(held ? { heldFrom: { copyId: held[0] as MessageId, createdMs: held[1] } } : {}),
    isOtherType: claims.x === 1,
    expiresMs: claims.exp * 1000,
  };
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
