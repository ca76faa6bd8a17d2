/** A person or a Department of an account, and what its type and status allow. */

import type { AccountId, ExtensionId } from './ids.ts';
import type { AssignableRole } from './role.ts';

/** The vendor's extension types; only `User`-like ones own a mailbox. */
export const extensionTypes = [
  'User',
  'FlexibleUser',
  'VirtualUser',
  'DigitalUser',
  'Limited',
  'Department',
  'FaxUser',
  'Announcement',
  'Voicemail',
  'SharedLinesGroup',
  'PagingOnly',
  'IvrMenu',
  'ApplicationExtension',
  'ParkLocation',
  'Bot',
  'Room',
  'Site',
  'ProxyAdmin',
  'DelegatedLinesGroup',
  'GroupCallPickup',
] as const;
export type ExtensionType = (typeof extensionTypes)[number];

export const extensionStatuses = ['Enabled', 'Disabled', 'Frozen', 'NotActivated', 'Unassigned'] as const;
export type ExtensionStatus = (typeof extensionStatuses)[number];

export interface Contact {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly businessPhone?: string;
  readonly mobilePhone?: string;
  readonly company?: string;
}

export interface Extension {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
  /** Decimal digits; unique among the account's living extensions. */
  readonly extensionNumber: string;
  readonly type: ExtensionType;
  readonly status: ExtensionStatus;
  readonly name: string;
  readonly contact: Contact;
  /** Empty for a Department; the role of a Department's manager is not among them. */
  readonly roles: readonly AssignableRole[];
  /** A deleted extension keeps its row, so that its id is never given out again. */
  readonly isDeleted: boolean;
}

export const mailboxTypes: ReadonlySet<ExtensionType> = new Set([
  'User',
  'FlexibleUser',
  'VirtualUser',
  'DigitalUser',
  'Limited',
]);

export function ownsMailbox(type: ExtensionType): boolean {
  return mailboxTypes.has(type);
}

export function isDepartment(extension: Pick<Extension, 'type'>): boolean {
  return extension.type === 'Department';
}

/** Whether it can sign in, send and be sent to at this moment. */
export function isActive(extension: Pick<Extension, 'status' | 'isDeleted'>): boolean {
  return extension.status === 'Enabled' && !extension.isDeleted;
}

export const maxExtensionNumberLength = 10;

/** Without a leading zero: numbers are compared as numbers. */
export function isExtensionNumber(text: string): boolean {
  return /^[1-9]\d*$/.test(text) && text.length <= maxExtensionNumberLength;
}

/** What a person or Department is called; their number, if they have no name. */
export function nameFrom({ firstName = '', lastName = '' }: Contact, extensionNumber: string): string {
  return `${firstName} ${lastName}`.trim() || `Extension ${extensionNumber}`;
}

/** By number, as numbers: 99 before 101. */
export function compareByNumber(a: { extensionNumber: string }, b: { extensionNumber: string }): number {
  return Number(a.extensionNumber) - Number(b.extensionNumber) || a.extensionNumber.localeCompare(b.extensionNumber);
}
