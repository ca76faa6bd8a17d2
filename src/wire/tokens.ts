/** The text form of tokens: the account it belongs to, then 32 random bytes. Only a hash of it is ever kept. */

import { createHmac, randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import type { AccountId } from '../domain/ids.ts';
import { deriveKey, hashSecret } from './secrets.ts';

/** The account comes first so that any node finds the token's shard without asking. */
export function newToken(accountId: AccountId): string {
  return `${accountId.toString(36)}.${randomBytes(32).toString('base64url')}`;
}

/** The token that a session goes on with after `refreshToken`: the same each time, and not to be guessed from it. */
export function tokenInPlaceOf(
  refreshToken: string,
  { kind, accountId, serverSecret }: { kind: 'access' | 'refresh'; accountId: AccountId; serverSecret: Uint8Array },
): string {
  const key = deriveKey(serverSecret, `${kind} token after a refresh`);
  return `${accountId.toString(36)}.${createHmac('sha256', key).update(refreshToken).digest('base64url')}`;
}

export interface ParsedToken {
  readonly accountId: AccountId;
  readonly tokenHash: string;
}

/** Undefined when the text does not have the form of a token. */
export function parseToken(text: string): ParsedToken | undefined {
  const match = /^([1-9a-z][0-9a-z]{0,10})\.[\w-]{43}$/.exec(text);
  if (!match?.[1]) return undefined;
  const accountId = Number.parseInt(match[1], 36);
  if (!Number.isSafeInteger(accountId)) return undefined;
  return { accountId: accountId as AccountId, tokenHash: hashSecret(text) };
}

export const tokenAnswerShape = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.Literal('bearer'),
    expires_in: Type.Integer({ description: 'Seconds' }),
    refresh_token: Type.String(),
    refresh_token_expires_in: Type.Integer({ description: 'Seconds' }),
    scope: Type.String({ description: "The app's permissions, separated by blanks" }),
    owner_id: Type.String(),
    endpoint_id: Type.String(),
    session_id: Type.String(),
  },
  { title: 'Token' },
);

export const websocketTokenShape = Type.Object(
  { uri: Type.String(), ws_access_token: Type.String(), expires_in: Type.Integer({ description: 'Seconds' }) },
  { title: 'WebsocketToken' },
);

const ttlField = (description: string) => Type.Optional(Type.String({ description }));

/** The fields of a token request, of whichever grant type; others are ignored. */
export const tokenRequestShape = Type.Object(
  {
    grant_type: Type.Optional(Type.String()),
    client_id: Type.Optional(Type.String({ description: 'Unless the Authorization header names the app' })),
    client_secret: Type.Optional(Type.String()),
    assertion: Type.Optional(Type.String({ description: 'The JWT, of the JWT bearer grant' })),
    refresh_token: Type.Optional(Type.String()),
    code: Type.Optional(Type.String({ description: 'Of the authorization code grant' })),
    redirect_uri: Type.Optional(Type.String({ description: 'The one that the code was sent to' })),
    code_verifier: Type.Optional(Type.String({ description: 'The secret behind the code challenge (PKCE)' })),
    username: Type.Optional(
      Type.String({
        description: 'Of the password grant: `18005551234*101`, an extension number or an e-mail address',
      }),
    ),
    extension: Type.Optional(Type.String({ description: 'The extension number, if the user name is the company’s' })),
    password: Type.Optional(Type.String()),
    access_token_ttl: ttlField('Seconds; by default 3600, at most 86400'),
    refresh_token_ttl: ttlField('Seconds; by default 604800, at most 5184000'),
    endpoint_id: Type.Optional(Type.String({ description: 'Names this installation of the app; made up if absent' })),
    scope: Type.Optional(Type.String()),
  },
  { title: 'TokenRequest' },
);
export type TokenRequest = Type.Static<typeof tokenRequestShape>;

/**
 * A life time asked for in seconds, at most `max`. Undefined for what is not a whole number. The vendor's SDK asks for
 * -1 when it renews after a 401: the standard one is meant.
 */
export function ttlFrom(text: string | undefined, { standard, max }: { standard: number; max: number }) {
  if (text === undefined || text === '') return standard;
  if (!/^-?\d{1,9}$/.test(text)) return undefined;
  return Number(text) <= 0 ? standard : Math.min(Number(text), max);
}
