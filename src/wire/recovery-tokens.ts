/** The token that says how far the reader of a WebSocket has been told, for taking the connection up again. */

import type { Sequence, SessionId } from '../domain/ids.ts';
import { sealedText, unsealedText } from './sealed-text.ts';
import { deriveKey } from './secrets.ts';

export interface RecoveryPoint {
  readonly connectionId: string;
  readonly sessionId: SessionId;
  /** Everything before it has been told. */
  readonly position: Sequence;
  readonly issuedMs: number;
}

export interface RecoveryTokens {
  tokenOf(point: RecoveryPoint): string;
  /** Undefined for a token that was not given out here. */
  pointFrom(token: string): RecoveryPoint | undefined;
}

type Claims = [connectionId: string, sessionId: string, position: number, issuedMs: number];

export function createRecoveryTokens(serverSecret: Uint8Array): RecoveryTokens {
  const key = deriveKey(serverSecret, 'websocket recovery token');
  return {
    tokenOf({ connectionId, sessionId, position, issuedMs }) {
      const claims: Claims = [connectionId, sessionId, position, issuedMs];
      return sealedText(key, claims);
    },
    pointFrom(token) {
      const claims = unsealedText(key, token) as Claims | undefined;
      if (!claims) return undefined;
      const [connectionId, sessionId, position, issuedMs] = claims;
      return { connectionId, sessionId: sessionId as SessionId, position: position as Sequence, issuedMs };
    },
  };
}
