/** Breaks that no test notices, and why none has to: nothing that can be seen becomes different. */

const rules = 'src/domain/rules';

export const accepted: Readonly<Record<string, string>> = {
  [`${rules}/deliveries.ts: false → true (3)`]: 'managing a Department allows no administering',
  [`${rules}/email-addresses.ts: if (email === undefined) return false; → nothing`]:
    'nobody is found without an address',
  [`${rules}/email-addresses.ts: holdersThen.get(email) ?? [] → (holdersThen.get(email))`]:
    'each address is one of theirs',
  [`${rules}/email-addresses.ts: holders[index] ?? [] → (holders[index])`]: 'each question has its answer',
  [`${rules}/email-addresses.ts: email ?? '' → (email)`]: 'nobody is found without an address',
  [`${rules}/import-people.ts: invitations?.lifeMs ?? 0 → (invitations?.lifeMs)`]:
    'the time is used by invitations alone',
  [`${rules}/import-plan.ts: after.contact.email ?? '' → (after.contact.email)`]: 'an address that is taken is there',
  [`${rules}/import-plan.ts: memberships[index] ?? [] → (memberships[index])`]: 'each question has its answer',
  [`${rules}/import-plan.ts: known.get(departmentId) ?? [] → (known.get(departmentId))`]:
    'the Departments someone is in are there',
  [`${rules}/subscriptions.ts: if (owners.length === 0) return { value: null, effects: [] }; → nothing`]:
    'of no owners nothing is dropped',
  [`${rules}/subscriptions.ts: a.transport === 'WebSocket' && b.transport === 'WebSocket' → ((a.transport === 'WebSocket') || (b.transport === 'WebSocket'))`]:
    'what is no WebSocket has no id of a connection',
  [`${rules}/life.ts: counts.get(page.pageId) ?? 0 → (counts.get(page.pageId))`]:
    'only pages of these copies are asked for',
  [`${rules}/thread.ts: memberships[index] ?? [] → (memberships[index])`]: 'each question has its answer',
  'src/store/guard-reads.ts: at > 0 → ((at) >= (0))': 'others get a turn more, before the first part',
  'src/store/signals.ts: before?.haveSessionsEnded ?? false → (before?.haveSessionsEnded)':
    'the other side of the || is a boolean',
  'src/store/signals.ts: before?.haveSubscriptionsChanged ?? false → (before?.haveSubscriptionsChanged)':
    'the other side of the || is a boolean',
};
