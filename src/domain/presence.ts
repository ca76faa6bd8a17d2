/** What people tell of themselves: whether they are there, may be disturbed, and a few words. */

export const userStatuses = ['Offline', 'Busy', 'Available'] as const;
export type UserStatus = (typeof userStatuses)[number];

export const dndStatuses = [
  'TakeAllCalls',
  'DoNotAcceptAnyCalls',
  'DoNotAcceptDepartmentCalls',
  'TakeDepartmentCallsOnly',
] as const;
export type DndStatus = (typeof dndStatuses)[number];

export const maxPresenceMessageUnits = 75;

export interface Presence {
  readonly userStatus: UserStatus;
  readonly dndStatus: DndStatus;
  readonly message: string;
  /** Whether others may see it. */
  readonly isVisible: boolean;
  /** Two settings of phones, which are kept for clients that read them back. */
  readonly ringsOnMonitoredCall: boolean;
  readonly picksUpCallsOnHold: boolean;
}

/** Of someone who has said nothing yet. */
export const standardPresence: Presence = {
  userStatus: 'Available',
  dndStatus: 'TakeAllCalls',
  message: '',
  isVisible: true,
  ringsOnMonitoredCall: false,
  picksUpCallsOnHold: false,
};
