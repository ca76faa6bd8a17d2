/** Secrets: how they are derived from the server's own one, how they are compared, and the JWTs signed with them. */

import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';
import type { AccountId, CredentialId, ExtensionId } from '../domain/ids.ts';
import type { Credential } from '../domain/session.ts';

/** SHA-256 as base64url: enough for texts of 256 random bits, which cannot be guessed. */
export function hashSecret(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Compares two hashes in a time that does not tell where they differ. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const derived = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

/** 32 bytes for one purpose; knowing them tells nothing of the server's secret or of those for other purposes. */
export function deriveKey(serverSecret: Uint8Array, purpose: string): Uint8Array {
  const known = derived.get(serverSecret) ?? new Map<string, Uint8Array>();
  derived.set(serverSecret, known);
  const key =
    known.get(purpose) ?? new Uint8Array(hkdfSync('sha256', serverSecret, new Uint8Array(), `beckon ${purpose}`, 32));
  known.set(purpose, key);
  return key;
}

const jwtPurpose = 'jwt credential';
const algorithm = 'HS256';

/** The JWT a person signs in with. The same credential gives the same text every time. */
export async function credentialJwt(serverSecret: Uint8Array, credential: Credential): Promise<string> {
  const { accountId, credentialId, extensionId, createdMs, expiresMs } = credential;
  const jwt = new SignJWT({ account: String(accountId) })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer('beckon')
    .setSubject(String(extensionId))
    .setJti(credentialId)
    .setIssuedAt(Math.floor(createdMs / 1000));
  if (expiresMs !== null) jwt.setExpirationTime(Math.ceil(expiresMs / 1000));
  return await jwt.sign(deriveKey(serverSecret, jwtPurpose));
}

export type CredentialClaim = Pick<Credential, 'accountId' | 'credentialId' | 'extensionId'>;

/** Undefined unless the text is a JWT that this server has signed. Whether the credential still holds is for its row to say. */
export async function claimFrom(serverSecret: Uint8Array, jwt: string): Promise<CredentialClaim | undefined> {
  try {
    const key = deriveKey(serverSecret, jwtPurpose);
    // The expiry inside is for its holder to read: the row has the same, and is asked by the clock of the account.
    const anyTime = { currentDate: new Date(0) };
    const { payload } = await jwtVerify(jwt, key, { algorithms: [algorithm], issuer: 'beckon', ...anyTime });
    return {
      accountId: Number(payload.account) as AccountId,
      credentialId: String(payload.jti) as CredentialId,
      extensionId: Number(payload.sub) as ExtensionId,
    };
  } catch {
    return undefined;
  }
}
