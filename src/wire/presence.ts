/** Presence as the vendor shows it. There are no calls and meetings here, and answers say so. */

import { Type } from 'typebox';
import { type Extension, isActive } from '../domain/extension.ts';
import {
  dndStatuses,
  maxPresenceMessageUnits,
  type Presence,
  type UserStatus,
  userStatuses,
} from '../domain/presence.ts';
import type { PresenceChange } from '../domain/reads/changes.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';
import type { Urls } from './urls.ts';

export const presenceShape = Type.Object(
  {
    uri: Type.String(),
    extension: Type.Object({
      id: Type.Integer({ format: 'int64' }),
      uri: Type.String(),
      extensionNumber: Type.String(),
    }),
    presenceStatus: choice(userStatuses),
    userStatus: choice(userStatuses),
    dndStatus: choice(dndStatuses),
    message: Type.String(),
    allowSeeMyPresence: Type.Boolean(),
    ringOnMonitoredCall: Type.Boolean(),
    pickUpCallsOnHold: Type.Boolean(),
    telephonyStatus: Type.Literal('NoCall'),
    meetingStatus: Type.Literal('Disconnected'),
    activeCalls: Type.Array(Type.Object({})),
  },
  { title: 'Presence' },
);

export const presenceListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(presenceShape), paging: pagingShape, navigation: navigationShape },
  { title: 'PresenceList' },
);

export const updatePresenceShape = Type.Object(
  {
    userStatus: Type.Optional(choice(userStatuses)),
    dndStatus: Type.Optional(choice(dndStatuses)),
    message: Type.Optional(Type.String({ maxLength: maxPresenceMessageUnits })),
    allowSeeMyPresence: Type.Optional(Type.Boolean()),
    ringOnMonitoredCall: Type.Optional(Type.Boolean()),
    pickUpCallsOnHold: Type.Optional(Type.Boolean()),
  },
  { title: 'UpdatePresence', description: 'What is absent stays as it is' },
);

export function presenceJson(extension: Extension, presence: Presence, urls: Urls): Type.Static<typeof presenceShape> {
  const { accountId, extensionId, extensionNumber } = extension;
  const uri = urls.extension(accountId, extensionId);
  const { userStatus, dndStatus, message } = presence;
  return {
    uri: `${uri}/presence`,
    extension: { id: extensionId, uri, extensionNumber },
    presenceStatus: aggregated(extension, presence),
    ...{ userStatus, dndStatus, message },
    allowSeeMyPresence: presence.isVisible,
    ringOnMonitoredCall: presence.ringsOnMonitoredCall,
    pickUpCallsOnHold: presence.picksUpCallsOnHold,
    ...{ telephonyStatus: 'NoCall', meetingStatus: 'Disconnected', activeCalls: [] },
  };
}

/** What is told of a change. `isDetailed` is for those who also ask about calls, of which there are none. */
export function presenceEventBody(
  { extension, presence, number }: PresenceChange,
  { ownerId, isDetailed }: { ownerId: string; isDetailed: boolean },
): object {
  const { userStatus, dndStatus, message } = presence;
  return {
    extensionId: String(extension.extensionId),
    telephonyStatus: 'NoCall',
    ...(isDetailed ? { activeCalls: [], totalActiveCalls: 0, meetingStatus: 'Disconnected' } : {}),
    sequence: number,
    presenceStatus: aggregated(extension, presence),
    ...{ userStatus, dndStatus, message },
    allowSeeMyPresence: presence.isVisible,
    ringOnMonitoredCall: presence.ringsOnMonitoredCall,
    pickUpCallsOnHold: presence.picksUpCallsOnHold,
    ownerId,
  };
}

function aggregated(extension: Extension, { userStatus, dndStatus }: Presence): UserStatus {
  if (!isActive(extension)) return 'Offline';
  return userStatus === 'Available' && dndStatus === 'DoNotAcceptAnyCalls' ? 'Busy' : userStatus;
}

export function presenceFrom(body: Type.Static<typeof updatePresenceShape>): Partial<Presence> {
  const { userStatus, dndStatus, message, allowSeeMyPresence, ringOnMonitoredCall, pickUpCallsOnHold } = body;
  return {
    ...(userStatus === undefined ? {} : { userStatus }),
    ...(dndStatus === undefined ? {} : { dndStatus }),
    ...(message === undefined ? {} : { message: message.toWellFormed() }),
    ...(allowSeeMyPresence === undefined ? {} : { isVisible: allowSeeMyPresence }),
    ...(ringOnMonitoredCall === undefined ? {} : { ringsOnMonitoredCall: ringOnMonitoredCall }),
    ...(pickUpCallsOnHold === undefined ? {} : { picksUpCallsOnHold: pickUpCallsOnHold }),
  };
}
