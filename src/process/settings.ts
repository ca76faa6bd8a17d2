/** What the options come to, given what kind of company is served. */

import { type Certificate, isForThisMachineAlone, isLoopback } from './listening.ts';
import { vendorRateLimits } from './option-values.ts';
import type { Config } from './options.ts';

export type Mode = 'demo' | 'organisation';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;

/** In an organisation, as many sessions with one app as anyone has devices. */
const standardMaxSessions = 50;

/** What the operations of the API keep to. */
export function apiSettingsFrom(config: Config, mode: Mode) {
  const { country, maxRecipients, maxThreadAgeDays, timeZone } = config;
  const isDemo = mode === 'demo';
  const limits = config.rateLimits ?? (isDemo ? 'off' : vendorRateLimits);
  return {
    country,
    maxRecipients,
    timeZone,
    maxThreadAgeMs: maxThreadAgeDays * dayMs,
    maxSessions: config.maxSessions ?? (isDemo ? 0 : standardMaxSessions),
    isSignInWaived: isDemo && isForThisMachineAlone(config),
    ...(limits === 'off' ? {} : { rateLimits: limits }),
  };
}

/** For whom requests are believed, and under which names. */
export function hostingFrom(config: Config, certificate: Certificate | undefined) {
  const { host, behindProxy, trustedProxies, publicUrl } = config;
  const own = publicUrl === undefined ? [] : [URL.parse(publicUrl)?.hostname ?? ''];
  return {
    ...(certificate ? { certificate } : {}),
    ...(behindProxy ? { trustedProxies } : {}),
    ...(isLoopback(host) && !behindProxy ? { hostNames: own } : {}),
  };
}

/** Attempts that run when the server is to end are given less time than it has itself. */
const standardPumpDrainMs = 3000;

/** How notifications go out. */
export function deliverySettingsFrom(config: Config, mode: Mode) {
  return {
    mayBePrivate: config.allowPrivateAddresses ?? mode === 'demo',
    maxAgeMs: config.webhookMaxAgeHours * hourMs,
    drainMs: Math.min(standardPumpDrainMs, (config.drainSeconds - 1) * 500),
    isPushOn: config.webPush !== 'off',
  };
}

/** Whom push services may turn to. A server that only this machine can reach has nobody better. */
export function pushContactFrom({ webPush }: Config, publicUrl: string): string {
  if (webPush !== 'on') return webPush;
  const { protocol, hostname } = new URL(publicUrl);
  const isPublic = protocol === 'https:' && hostname !== 'localhost';
  return isPublic ? publicUrl : 'mailto:beckon@localhost';
}

export function exportKeepMsFrom({ exportDays }: Config): number {
  return exportDays * dayMs;
}
