/** Event filters as clients write them, and what each listens to. (WIRE contract, sections 2.14 and 7.) */

import { DomainError } from '../domain/errors.ts';
import type { AccountId, ExtensionId } from '../domain/ids.ts';
import type { EventFilter } from '../domain/subscription.ts';

export interface FilterOwner {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
  readonly subscriptionId: string;
}

const maxFilters = 500;
const maxFilterLength = 2000;
/** Of all together: a reminder has each of them in its body. */
const maxLength = 65_536;
/** Each of them makes a notification of its own: otherwise a page to one person could make hundreds. */
const maxAtOnce = 10;
/** As often as the vendor reminds by default. */
const minIntervalS = 15;

/** An API of up to three steps, its version, a path of at least one step, a query; nothing that an address could not hold. */
const syntax = /^(?:\/[a-z][a-z0-9-]*){1,3}?\/v\d+(\.\d+)?(\/[\w.~!$&'()*+,;=:@%-]+)+\/?(\?[^\s#"<>\\^`{|}]*)?$/;

/**
 * Every filter, one for one and in order. Those that nothing here can fire are kept as well: clients compare what they
 * get back. Throws `DomainError` with one of the subscription codes.
 */
export function eventFiltersFrom(texts: readonly string[], owner: FilterOwner): EventFilter[] {
  const invalid = texts.filter((text) => text.length > maxFilterLength || !syntax.test(text));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (texts.length === 0 || texts.length > maxFilters || length > maxLength) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'eventFilters' });
  }
  if (invalid.length > 0) throw new DomainError({ code: 'invalid-filter', subject: invalid.join(', ') });
  const filters = texts.map((text) => eventFilterFrom(text, owner));
  if (mostAtOnce(filters) > maxAtOnce) throw new DomainError({ code: 'invalid-parameter', parameter: 'eventFilters' });
  if (filters.every(({ kind }) => kind === 'reminder')) throw new DomainError({ code: 'reminder-filter-alone' });
  return filters;
}

/** The most different filters that are told of one and the same event. */
function mostAtOnce(filters: readonly EventFilter[]): number {
  const firing = [...new Map(filters.map((filter) => [filter.text, filter])).values()].filter(
    ({ kind }) => kind !== 'silent',
  );
  const alike = Map.groupBy(firing, (filter) =>
    'extensionId' in filter ? `${filter.kind} ${filter.extensionId}` : filter.kind,
  );
  return Math.max(0, ...[...alike.values()].map(({ length }) => length));
}

function eventFilterFrom(given: string, owner: FilterOwner): EventFilter {
  const [path = '', search] = given.split('?', 2);
  const resolved = resolve(path, owner);
  const text = search === undefined ? resolved : `${resolved}?${given.slice(path.length + 1)}`;
  const query = new URLSearchParams(search);
  const place = /^\/restapi\/v1\.0\/account\/([^/]+)\/(.+?)\/?$/.exec(resolved);
  if (!place) return reminderFrom(resolved, query, text) ?? { kind: 'silent', text };
  if (place[1] !== String(owner.accountId)) throw new DomainError({ code: 'foreign-account-filter', subject: given });
  return accountFilterFrom(place[2] ?? '', { query, text, owner });
}

interface Filter {
  readonly query: URLSearchParams;
  readonly text: string;
  readonly owner: FilterOwner;
}

function accountFilterFrom(place: string, { query, text, owner }: Filter): EventFilter {
  if (place === 'extension') return { kind: 'extensions', text };
  if (/^directory\/(entries|contacts)$/.test(place)) return { kind: 'directory', text };
  const isDetailed = query.get('detailedTelephonyState') === 'true' || query.get('sipData') === 'true';
  if (place === 'presence') return { kind: 'presences', isDetailed, text };
  const [, extension, rest] = /^extension\/(\d{1,16})(?:\/(.+))?$/.exec(place) ?? [];
  if (extension === undefined) return { kind: 'silent', text };
  const extensionId = Number(extension) as ExtensionId;
  if (rest === undefined) return { kind: 'extension', extensionId, text };
  if (rest === 'presence') return { kind: 'presence', extensionId, isDetailed, text };
  if (!/^message-store(\/|$)/.test(rest)) return { kind: 'silent', text };
  if (extensionId !== owner.extensionId) throw new DomainError({ code: 'foreign-messages-filter', subject: text });
  return rest === 'message-store' ? messagesFilterFrom(query, extensionId, text) : { kind: 'silent', text };
}

/** Filters of other types of messages are kept, and never fire. */
function messagesFilterFrom(query: URLSearchParams, extensionId: ExtensionId, text: string): EventFilter {
  const directions = new Set(query.getAll('direction'));
  for (const direction of directions) {
    if (direction !== 'Inbound' && direction !== 'Outbound') {
      throw new DomainError({ code: 'invalid-filter', subject: text });
    }
  }
  const types = query.getAll('type');
  if (types.length > 0 && !types.includes('Pager')) return { kind: 'silent', text };
  return {
    ...{ kind: 'messages', extensionId, text },
    ...(directions.size === 1 ? { direction: directions.has('Inbound') ? 'Inbound' : 'Outbound' } : {}),
    ...(query.get('withRecords') === 'true' ? { hasRecords: true } : {}),
  };
}

function reminderFrom(path: string, query: URLSearchParams, text: string): EventFilter | undefined {
  if (!/^\/restapi\/v1\.0\/subscription\/[^/]+$/.test(path)) return undefined;
  const seconds = (name: string, standard: number) => {
    const value = query.get(name) ?? String(standard);
    if (!/^[1-9]\d{0,8}$/.test(value)) throw new DomainError({ code: 'invalid-filter', subject: text });
    return Number(value);
  };
  return {
    kind: 'reminder',
    thresholdS: seconds('threshold', 60),
    intervalS: Math.max(minIntervalS, seconds('interval', minIntervalS)),
    text,
  };
}

/** Each `~` as the id it stands for. */
function resolve(path: string, { accountId, extensionId, subscriptionId }: FilterOwner): string {
  return path
    .replace(/(\/accounts?)\/~(?=\/|$)/, `$1/${accountId}`)
    .replace(/(\/extensions?)\/~(?=\/|$)/, `$1/${extensionId}`)
    .replace(/\/subscription\/~(?=\/|$)/, `/subscription/${subscriptionId}`);
}
