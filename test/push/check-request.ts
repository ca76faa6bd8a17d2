/** What a push service holds a request against: RFC 8030 (delivery), RFC 8188 (encoding), RFC 8292 (who sends it). */

import { createPublicKey, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface PushRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Refused {
  readonly status: number;
  readonly reason: string;
}

export interface Vapid {
  /** The public key of whoever sent it, as base64url. */
  readonly key: string;
  readonly claims: { readonly aud?: unknown; readonly exp?: unknown; readonly sub?: unknown };
}

const maxBodyBytes = 4096;
const maxLifeS = 24 * 3600;

/** What is wrong with the request, or who sent it. `audience` is the push service's own origin. */
export function checkRequest({ method, headers, body }: PushRequest, audience: string): Refused | Vapid {
  if (method !== 'POST') return { status: 405, reason: 'a message is sent by POST' };
  if (!/^\d+$/.test(String(headers.ttl))) return { status: 400, reason: 'TTL is missing' };
  if (!/^(very-low|low|normal|high)$/.test(String(headers.urgency))) return { status: 400, reason: 'unknown urgency' };
  if (headers['content-encoding'] !== 'aes128gcm') return { status: 415, reason: 'not aes128gcm' };
  if (body.length > maxBodyBytes) return { status: 413, reason: `${body.length} bytes` };
  return checkVapid(headers.authorization ?? '', audience);
}

function checkVapid(authorization: string, audience: string): Refused | Vapid {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? [];
  const [header = '', claims = '', signature = ''] = token.split('.');
  const raw = Buffer.from(key, 'base64url');
  if (raw.length !== 65 || raw[0] !== 4) return { status: 401, reason: 'no VAPID key' };
  const { alg } = parse(header) as { alg?: string };
  if (alg !== 'ES256') return { status: 401, reason: `signed by ${alg}` };
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: raw.toString('base64url', 1, 33), y: raw.toString('base64url', 33) },
    format: 'jwk',
  });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) return { status: 401, reason: 'the signature is not that of the key' };
  const vapid: Vapid = { key, claims: parse(claims) };
  const { aud, exp, sub } = vapid.claims;
  const nowS = Date.now() / 1000;
  if (aud !== audience) return { status: 401, reason: `meant for ${aud}` };
  if (typeof exp !== 'number' || exp <= nowS || exp > nowS + maxLifeS) return { status: 401, reason: `exp is ${exp}` };
  if (!/^(mailto:.+@.+|https:\/\/.+)$/.test(String(sub))) return { status: 401, reason: `sub is ${sub}` };
  return vapid;
}

function parse(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString() || '{}');
}
