/** The token that says how far the reader of a WebSocket has been told, for taking the connection up again. */

import type { AccountId, Sequence, SessionId } from '../domain/ids.ts';
import { firstLife, type Life, type Place } from '../domain/place.ts';
import { sealedText, unsealedText } from './sealed-text.ts';
import { deriveKey } from './secrets.ts';

export interface RecoveryPoint extends ToldMoment {
  readonly connectionId: string;
  readonly sessionId: SessionId;
  /** Of the mark that it was given in. Not sealed: whoever changes it misleads nobody but their own client. */
  readonly number: number;
}

/** The same for all who are told at that time. */
export interface ToldMoment {
  readonly accountId: AccountId;
  /** Everything before it has been told. */
  readonly place: Place;
  readonly issuedMs: number;
}

/** What stands for one connection in all of its tokens. */
export type SealedConnection = string & { readonly sealedConnection: unique symbol };

export interface RecoveryTokens {
  sealConnection(connection: Pick<RecoveryPoint, 'connectionId' | 'sessionId'>): SealedConnection;
  tokenOf(connection: SealedConnection, moment: ToldMoment, number: number): string;
  /** Undefined for a token that was not given out here. */
  pointFrom(token: string): RecoveryPoint | undefined;
}

type ConnectionClaims = [connectionId: string, sessionId: string];
type MomentClaims = [accountId: number, position: number, issuedMs: number, life?: string];

/**
 * Moment and connection are sealed by themselves, since a thousand are told at one moment. One's own moment with another
 * of one's connections leads to no more than a sync does.
 */
export function createRecoveryTokens(serverSecret: Uint8Array): RecoveryTokens {
  const connectionKey = deriveKey(serverSecret, 'websocket recovery: connection');
  const momentKey = deriveKey(serverSecret, 'websocket recovery: moment');
  let last: { claims: MomentClaims; text: string } | undefined;

  function sealMoment({ accountId, place: { sequence, life }, issuedMs }: ToldMoment): string {
    const claims: MomentClaims = [accountId, sequence, issuedMs, life];
    const known = last;
    if (known && claims.every((claim, index) => claim === known.claims[index])) return known.text;
    const text = sealedText(momentKey, claims);
    last = { claims, text };
    return text;
  }

  return {
    sealConnection({ connectionId, sessionId }) {
      const claims: ConnectionClaims = [connectionId, sessionId];
      return sealedText(connectionKey, claims) as SealedConnection;
    },
    tokenOf: (connection, moment, number) => `${sealMoment(moment)}~${connection}~${number}`,
    pointFrom(token) {
      const [momentText = '', connectionText = '', number = ''] = token.split('~');
      const moment = unsealedText(momentKey, momentText) as MomentClaims | undefined;
      const connection = unsealedText(connectionKey, connectionText) as ConnectionClaims | undefined;
      if (!moment || !connection || !/^\d{1,10}$/.test(number)) return undefined;
      const [accountId, position, issuedMs, life = firstLife] = moment;
      const [connectionId, sessionId] = connection;
      const place = { sequence: position as Sequence, life: life as Life };
      return {
        ...{ accountId: accountId as AccountId, place, issuedMs, number: Number(number) },
        ...{ connectionId, sessionId: sessionId as SessionId },
      };
    },
  };
}
