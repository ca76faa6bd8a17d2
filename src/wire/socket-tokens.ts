/** The two tokens of WebSockets: one to connect with, one that says how far a connection's reader has heard. */

import type { AccountId, ClientId, ExtensionId, Sequence, SessionId } from '../domain/ids.ts';
import type { Grant } from '../domain/session.ts';
import { sealedText, unsealedText } from './sealed-text.ts';
import { deriveKey } from './secrets.ts';

/** Seconds that a token to connect with can be used, any number of times. */
export const socketTokenLifeS = 600;

export interface RecoveryPoint {
  readonly connectionId: string;
  readonly sessionId: SessionId;
  /** Everything before it has been told. */
  readonly position: Sequence;
  readonly issuedMs: number;
}

export interface SocketTokens {
  connectToken(grant: Grant, nowMs: number): string;
  /** Undefined for a forged or outlived one. Whether the session still lives is not looked at. */
  grantFrom(token: string, nowMs: number): Grant | undefined;
  recoveryToken(point: RecoveryPoint): string;
  recoveryPointFrom(token: string): RecoveryPoint | undefined;
}

type ConnectClaims = [number, string, number, string, string[], number];
type RecoveryClaims = [string, string, number, number];

export function createSocketTokens(serverSecret: Uint8Array): SocketTokens {
  const [connectKey, recoveryKey] = [
    deriveKey(serverSecret, 'websocket connect token'),
    deriveKey(serverSecret, 'websocket recovery token'),
  ];
  return {
    connectToken({ accountId, sessionId, extensionId, clientId, scopes }, nowMs) {
      const expiresMs = nowMs + socketTokenLifeS * 1000;
      const claims: ConnectClaims = [accountId, sessionId, extensionId, clientId, [...scopes], expiresMs];
      return sealedText(connectKey, claims);
    },
    grantFrom(token, nowMs) {
      const claims = unsealedText(connectKey, token) as ConnectClaims | undefined;
      if (!claims || claims[5] <= nowMs) return undefined;
      const [accountId, sessionId, extensionId, clientId, scopes, expiresMs] = claims;
      return {
        accountId: accountId as AccountId,
        sessionId: sessionId as SessionId,
        extensionId: extensionId as ExtensionId,
        clientId: clientId as ClientId,
        ...{ scopes, expiresMs },
      };
    },
    recoveryToken({ connectionId, sessionId, position, issuedMs }) {
      const claims: RecoveryClaims = [connectionId, sessionId, position, issuedMs];
      return sealedText(recoveryKey, claims);
    },
    recoveryPointFrom(token) {
      const claims = unsealedText(recoveryKey, token) as RecoveryClaims | undefined;
      if (!claims) return undefined;
      const [connectionId, sessionId, position, issuedMs] = claims;
      return { connectionId, sessionId: sessionId as SessionId, position: position as Sequence, issuedMs };
    },
  };
}
