/** Authorization codes: what a browser carries from the sign-in page to the app that asked for it. */

import type { ClientId, ExtensionId, SessionId } from './ids.ts';

export interface AuthorizationCode {
  readonly codeHash: string;
  readonly extensionId: ExtensionId;
  readonly clientId: ClientId;
  readonly redirectUri: string;
  /** The SHA-256 of a secret that only the asking app knows (RFC 7636), as base64url. */
  readonly codeChallenge: string | null;
  readonly expiresMs: number;
  /** A code is used up by the first try to redeem it, even one that fails. */
  readonly usedMs: number | null;
  /** Whether it was tried again after that: someone else has it then, and what it opened must end. */
  readonly isReplayed: boolean;
  readonly sessionId: SessionId | null;
}

export const codeLifeMs = 60_000;

/** How long a used code is remembered, so that its reuse ends the session it opened. */
export const codeMemoryMs = 24 * 3600 * 1000;
