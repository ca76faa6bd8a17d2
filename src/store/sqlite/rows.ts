/** How domain values are written in columns: the bits of a copy's state, and lists and people as JSON. */

import type { Membership } from '../../domain/access.ts';
import type { LoggedDelivery } from '../../domain/delivery-log.ts';
import type { Extension } from '../../domain/extension.ts';
import type { IdempotentSend } from '../../domain/idempotency.ts';
import type { AccountId, ClientId, ExtensionId, MessageId, Sequence } from '../../domain/ids.ts';
import type { Availability, Copy } from '../../domain/message.ts';
import type { MessageQuery } from '../../domain/reads/messages.ts';
import type { AssignableRole } from '../../domain/role.ts';
import type { Subscription } from '../../domain/subscription.ts';

export type Row = Record<string, unknown>;

const outboundBit = 1;
const readBit = 2;
const availabilityShift = 2;
export const explicitBit = 16;
/** What is gone is there for sync tokens alone, which hear that it was Purged. */
const availabilities: readonly Availability[] = ['Alive', 'Deleted', 'Purged', 'Purged'];
/** The bits of a copy that is gone. */
export const goneCode = 3 << availabilityShift;

/** SQL for each part of a copy's state, to filter by. */
export const stateSql = {
  isOutbound: `(c.state & ${outboundBit})`,
  isRead: `((c.state & ${readBit}) <> 0)`,
  availability: `((c.state >> ${availabilityShift}) & 3)`,
  isExplicit: `(c.state & ${explicitBit})`,
  isThere: `((c.state >> ${availabilityShift}) & 3) <> 3`,
} as const;

export function availabilityCode(availability: Availability): number {
  return availabilities.indexOf(availability);
}

export function stateOf(copy: CopyState): number {
  return (
    (copy.direction === 'Outbound' ? outboundBit : 0) |
    (copy.isRead ? readBit : 0) |
    (availabilityCode(copy.availability) << availabilityShift) |
    (copy.isExplicit ? explicitBit : 0)
  );
}

/** Every value of `state` that a filter lets through. An empty list or an absent value lets through any. */
export function statesOf({ availability, direction, isRead }: StateFilter): number[] {
  const anyOf = <T>(chosen: readonly T[], all: readonly T[]) => (chosen.length === 0 ? all : chosen);
  return anyOf(availability, ['Alive', 'Deleted', 'Purged'] as const)
    .flatMap((one) => anyOf(direction, ['Inbound', 'Outbound'] as const).map((way) => [one, way] as const))
    .flatMap(([one, way]) => [false, true].map((isExplicit) => [one, way, isExplicit] as const))
    .flatMap(([one, way, isExplicit]) =>
      anyOf(isRead === undefined ? [] : [isRead], [false, true]).map((read) =>
        stateOf({ availability: one, direction: way, isRead: read, isExplicit }),
      ),
    )
    .sort((a, b) => a - b);
}

type StateFilter = Pick<MessageQuery, 'availability' | 'direction' | 'isRead'>;

type CopyState = Pick<Copy, 'direction' | 'isRead' | 'availability' | 'isExplicit'>;

/** Every state is one of few: each is said by the same object. */
const states: readonly CopyState[] = Array.from({ length: 2 * explicitBit }, (_, state) => ({
  direction: state & outboundBit ? 'Outbound' : 'Inbound',
  isRead: (state & readBit) !== 0,
  availability: availabilities[(state >> availabilityShift) & 3] as Availability,
  isExplicit: (state & explicitBit) !== 0,
}));

export function stateFrom(state: number): CopyState {
  return states[state] as CopyState;
}

/** A row of `copy` with its page's `created_ms`. */
export function copyFrom(row: Row): Copy {
  return {
    extensionId: row.extension_id as ExtensionId,
    copyId: row.copy_id as MessageId,
    pageId: row.page_id as MessageId,
    conversationId: row.conversation_id as Copy['conversationId'],
    ...stateFrom(row.state as number),
    audienceId: row.audience_id as Copy['audienceId'],
    modifiedSeq: row.modified_seq as Copy['modifiedSeq'],
    lastModifiedMs: (row.last_modified_ms ?? row.created_ms) as number,
    enteredMs: row.entered_ms === null ? null : Math.abs(row.entered_ms as number),
  };
}

export function membershipFrom(row: Row): Membership {
  return { departmentId: row.department_id as ExtensionId, joinedMs: row.joined_ms as number };
}

export function idsFrom(rows: readonly Row[], column: string): ExtensionId[] {
  return rows.map((row) => row[column] as ExtensionId);
}

export function idempotentSendFrom(row: Row): IdempotentSend {
  return {
    extensionId: row.extension_id as ExtensionId,
    key: row.key as string,
    fingerprint: row.fingerprint as string,
    copyId: row.copy_id as MessageId,
    expiresMs: row.expires_ms as number,
  };
}

export function extensionFrom(row: Row): Extension {
  return {
    accountId: row.account_id as AccountId,
    extensionId: row.extension_id as ExtensionId,
    extensionNumber: row.extension_number as string,
    type: row.type as Extension['type'],
    status: row.status as Extension['status'],
    name: row.name as string,
    contact: JSON.parse(row.contact as string),
    roles: rolesFrom(row),
    isDeleted: row.is_deleted === 1,
  };
}

/** SQL for whether a row of `extension` was given a role. */
export function hasRole(role: AssignableRole): string {
  return `instr(' ' || roles || ' ', ' ${role} ') > 0`;
}

export function rolesFrom(row: Row): AssignableRole[] {
  return words(row.roles) as AssignableRole[];
}

export function subscriptionFrom(row: Row): Subscription {
  return {
    accountId: row.account_id as AccountId,
    subscriptionId: row.subscription_id as string,
    extensionId: row.extension_id as ExtensionId,
    clientId: row.client_id as ClientId,
    sessionId: row.session_id as Subscription['sessionId'],
    filters: JSON.parse(row.filters as string),
    channel: JSON.parse(row.delivery as string),
    createdMs: row.created_ms as number,
    lifeMs: row.life_ms as number,
    expiresMs: row.expires_ms as number,
    status: row.status as Subscription['status'],
    blacklisted: row.blacklisted === null ? null : JSON.parse(row.blacklisted as string),
    position: row.position as Subscription['position'],
    toldPosition: row.told_position as Subscription['position'],
    lastDelivery: row.last_delivery as number,
    remindedMs: row.reminded_ms as number,
  };
}

export function words(column: unknown): string[] {
  return (column as string).split(' ').filter((word) => word !== '');
}

export function loggedDeliveryFrom(row: Row): LoggedDelivery {
  return {
    accountId: row.account_id as AccountId,
    subscriptionId: row.subscription_id as string,
    number: row.number as number,
    uuid: row.uuid as string,
    event: row.event as string,
    body: row.body as string,
    range: [row.from_position as Sequence, row.to_position as Sequence],
    status: row.status as LoggedDelivery['status'],
    createdMs: row.created_ms as number,
    waitingSinceMs: row.waiting_since_ms as number,
    nextAttemptMs: row.next_attempt_ms as number | null,
    attemptCount: row.attempt_count as number,
    failureCount: row.failure_count as number,
    attempts: JSON.parse(row.attempts as string),
  };
}
