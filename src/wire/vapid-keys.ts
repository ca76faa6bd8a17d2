/** The key pair by which push services know this server (VAPID, RFC 8292). Browsers subscribe to its public half. */

import { createECDH } from 'node:crypto';
import { deriveKey } from './secrets.ts';

/** Both as base64url: an uncompressed point of P-256, and its scalar. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * Follows from the server's own secret, which was made with its data: so it lasts as long as they do, is in every backup
 * of them, and lies nowhere by itself.
 */
export function vapidKeysFrom(serverSecret: Uint8Array): VapidKeys {
  const pair = createECDH('prime256v1');
  // One in four thousand million derived values is no scalar of the curve: then the next one is taken.
  for (let attempt = 0; ; attempt += 1) {
    const privateKey = Buffer.from(deriveKey(serverSecret, `web push ${attempt}`));
    try {
      pair.setPrivateKey(privateKey);
      return { publicKey: pair.getPublicKey('base64url'), privateKey: privateKey.toString('base64url') };
    } catch (error) {
      if (attempt > 3) throw error;
    }
  }
}
