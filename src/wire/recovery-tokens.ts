/** The token that says how far the reader of a WebSocket has been told, for taking the connection up again. */

import type { Sequence, SessionId } from '../domain/ids.ts';
import { firstLife, type Life, type Place } from '../domain/place.ts';
import { sealedText, unsealedText } from './sealed-text.ts';
import { deriveKey } from './secrets.ts';

export interface RecoveryPoint {
  readonly connectionId: string;
  readonly sessionId: SessionId;
  /** Everything before it has been told. */
  readonly place: Place;
  readonly issuedMs: number;
  /** Of the mark that it was given in. */
  readonly number: number;
}

export interface RecoveryTokens {
  tokenOf(point: RecoveryPoint): string;
  /** Undefined for a token that was not given out here. */
  pointFrom(token: string): RecoveryPoint | undefined;
}

type Claims = [
  ...[connectionId: string, sessionId: string, position: number, issuedMs: number],
  ...[life?: string, number?: number],
];

export function createRecoveryTokens(serverSecret: Uint8Array): RecoveryTokens {
  const key = deriveKey(serverSecret, 'websocket recovery token');
  return {
    tokenOf({ connectionId, sessionId, place: { sequence, life }, issuedMs, number }) {
      const claims: Claims = [connectionId, sessionId, sequence, issuedMs, life, number];
      return sealedText(key, claims);
    },
    pointFrom(token) {
      const claims = unsealedText(key, token) as Claims | undefined;
      if (!claims) return undefined;
      const [connectionId, sessionId, position, issuedMs, life = firstLife, number = 0] = claims;
      const place = { sequence: position as Sequence, life: life as Life };
      return { connectionId, sessionId: sessionId as SessionId, place, issuedMs, number };
    },
  };
}
