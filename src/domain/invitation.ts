/** One-time links with which people set their first password, or a new one they have forgotten. */

import type { ExtensionId } from './ids.ts';

/** Someone has one at most: a new one replaces it, and using it removes it. */
export interface Invitation {
  readonly extensionId: ExtensionId;
  readonly tokenHash: string;
  readonly expiresMs: number;
}

const dayMs = 24 * 3600 * 1000;
export const invitationLife = { standardMs: 3 * dayMs, maxMs: 30 * dayMs } as const;
