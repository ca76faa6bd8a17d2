/** Sends one message to a browser through its push service: encrypted for the browser, signed for the service. */

import type { WebPushChannel } from '../domain/subscription.ts';
import type { Outgoing, OutgoingAnswer } from '../outgoing/outgoing.ts';
import { retryAfterMsFrom } from '../outgoing/retry-after.ts';
import type { VapidKeys } from '../wire/vapid-keys.ts';
import { type AttemptResult, notReached } from './transport.ts';

export interface PushSenderParts {
  readonly outgoing: Outgoing;
  readonly keys: VapidKeys;
  /** Whom a push service may turn to, as `mailto:` or `https:`. */
  readonly contact: () => string;
}

/** Never rejects, but for a signal that was aborted. */
export type SendPush = (device: WebPushChannel, message: string, signal?: AbortSignal) => Promise<AttemptResult>;

/** A device that is off for longer is not woken for what is old by then: it finds everything in the mailbox. */
const lifeS = 24 * 3600;
const timeoutMs = 10_000;
const maxAnswerBytes = 2048;

export function createPushSender({ outgoing, keys, contact }: PushSenderParts): SendPush {
  return async ({ endpoint, keys: deviceKeys }, message, signal) => {
    // Loaded with the first message: a server starts faster without.
    const { default: webPush } = await import('web-push');
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: deviceKeys }, message, {
      ...{ TTL: lifeS, urgency: 'high', contentEncoding: 'aes128gcm' },
      vapidDetails: { subject: contact(), ...keys },
    });
    try {
      const answer = await outgoing.post({
        ...{ url: endpoint, body: body ?? '', timeoutMs, maxAnswerBytes },
        headers: textsOf(headers),
        ...(signal ? { signal } : {}),
      });
      return resultOf(answer);
    } catch (error) {
      return notReached(error);
    }
  };
}

function textsOf(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !/^content-length$/i.test(name))
      .map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Its own words stay here: the address is the browser's to say, and what answers there need not be a push service. */
function resultOf({ status: statusCode, headers }: OutgoingAnswer): AttemptResult {
  if (statusCode >= 200 && statusCode < 300) return { isAccepted: true, statusCode, reason: null };
  const retryAfterMs = retryAfterMsFrom(headers);
  return {
    ...{ isAccepted: false, statusCode, reason: `the push service answered ${statusCode}` },
    // The browser has unsubscribed, or its subscription has run out (RFC 8030, section 7.3).
    isGone: statusCode === 404 || statusCode === 410,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
