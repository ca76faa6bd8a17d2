/** What an extension can be used for in the vendor's older list, which apps read beside `features`. */

import { Type } from 'typebox';
import { type Extension, ownsMailbox } from '../domain/extension.ts';
import { choice } from './choices.ts';

/** Of whoever has a mailbox. */
const offered = ['Pager', 'PagerReceiving', 'Presence'] as const;

/** What apps ask for before they show a telephone, a fax or a meeting. */
const elsewhere = [
  ...['SMS', 'SMSReceiving', 'MMS', 'Fax', 'FaxReceiving', 'Voicemail', 'CallForwarding', 'InternationalCalling'],
  ...['RingOut', 'VoipCalling', 'WebPhone', 'Conferencing', 'VideoConferencing', 'RCTeams'],
] as const;

export const serviceFeatureShape = Type.Object({
  featureName: choice([...offered, ...elsewhere]),
  enabled: Type.Boolean(),
  reason: Type.Optional(Type.String()),
});

export function serviceFeaturesJson({ type }: Pick<Extension, 'type'>): Type.Static<typeof serviceFeatureShape>[] {
  const isOffered = ownsMailbox(type);
  return [
    ...offered.map((featureName) =>
      isOffered ? { featureName, enabled: true } : { featureName, enabled: false, reason: 'ExtensionTypeLimitation' },
    ),
    ...elsewhere.map((featureName) => ({ featureName, enabled: false, reason: 'ServicePlanLimitation' })),
  ];
}
