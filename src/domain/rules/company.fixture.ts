/** A small company for the rules' tests, as facts: what each question of a decision is answered with. */

import type { Command, OutcomeOf } from '../command.ts';
import type { SendPage } from '../commands/messages.ts';
import type { Conversation } from '../conversation.ts';
import { decide, runDecision, type Verdict } from '../decide.ts';
import type { Effect } from '../effect.ts';
import type { KeptPage } from '../effects/messages.ts';
import type { Result } from '../errors.ts';
import type { Report } from '../export.ts';
import type { Extension } from '../extension.ts';
import type { Asking, FactOf, FactRequest } from '../fact.ts';
import type { Stretch } from '../facts/upkeep.ts';
import type { PageKeeping } from '../hold.ts';
import type { AccountId, AudienceId, ConversationId, ExtensionId, MessageId, Sequence, SessionId } from '../ids.ts';
import type { Copy } from '../message.ts';
import type { UserPermission } from '../permission.ts';
import { standardPresence } from '../presence.ts';
import { type RetentionState, standardRetention } from '../retention.ts';
import type { AssignableRole } from '../role.ts';
import type { Actor } from '../session.ts';

export const accountId = 1 as AccountId;
const nextSequence = 5000 as Sequence;
const timeMs = 1_700_000_000_000;
const now = { nowMs: timeMs, sureMs: timeMs, latestMs: timeMs, isBelieved: true };

/** Extension `101` has id 1101, and so on. */
export function idOf(number: string): ExtensionId {
  return (1000 + Number(number)) as ExtensionId;
}

export function numberOf(id: number): string {
  return String(id - 1000);
}

const kinds: Readonly<Record<string, Partial<Extension>>> = {
  '101': { roles: ['administrator', 'user'] },
  '107': { status: 'Frozen' },
  '108': { status: 'Disabled' },
  '109': { status: 'NotActivated' },
  '110': { status: 'Unassigned' },
  '300': { type: 'Announcement' },
  '199': { isDeleted: true },
};

const members: Readonly<Record<string, readonly string[]>> = {
  '200': ['102', '103', '107'],
  '201': ['107', '108'],
  '202': [],
  '203': ['101', '102'],
  '204': ['102'],
  '205': ['101'],
  '206': ['104'],
};

const departmentStates: Readonly<Record<string, Partial<Extension>>> = {
  '204': { status: 'Disabled' },
  '206': { isDeleted: true },
};

function extensionAt(number: string): Extension | undefined {
  const isDepartment = number in members;
  if (!isDepartment && !/^(10[1-9]|110|199|300)$/.test(number)) return undefined;
  return {
    accountId,
    extensionId: idOf(number),
    extensionNumber: number,
    type: isDepartment ? 'Department' : 'User',
    status: 'Enabled',
    name: `Extension ${number}`,
    contact: {},
    roles: isDepartment ? [] : ['user'],
    isDeleted: false,
    ...(isDepartment ? departmentStates[number] : kinds[number]),
  };
}

/** A thread that is there already, and who holds a copy of its first page: `4001` and on, in the order given. */
export interface Thread {
  readonly explicit: readonly string[];
  readonly departments?: readonly string[];
  readonly holders: readonly string[];
  readonly availability?: Copy['availability'];
}

/** Someone's copy of the thread's first page. */
export function copyIdOf(thread: Thread, number: string): MessageId {
  return (4001 + thread.holders.indexOf(number)) as MessageId;
}

const audienceId = 77 as AudienceId;

function conversationOf({ explicit, departments = [] }: Thread): Conversation {
  return {
    conversationId: 4001 as ConversationId,
    originatorId: idOf(explicit[0] ?? '101'),
    explicitIds: explicit.map(idOf),
    audienceId: departments.length === 0 ? (0 as AudienceId) : audienceId,
    departmentIds: departments.map(idOf),
    startedMs: timeMs - 1000,
  };
}

function copyOf(thread: Thread, holder: string): Copy {
  return {
    extensionId: idOf(holder),
    copyId: copyIdOf(thread, holder),
    pageId: 4001 as MessageId,
    conversationId: 4001 as ConversationId,
    direction: holder === thread.holders[0] ? 'Outbound' : 'Inbound',
    isRead: false,
    availability: thread.availability ?? 'Alive',
    isExplicit: thread.explicit.includes(holder),
    audienceId: conversationOf(thread).audienceId,
    modifiedSeq: null,
    lastModifiedMs: timeMs - 1000,
    enteredMs: thread.availability === undefined ? null : timeMs - 500,
  };
}

export interface World {
  readonly thread?: Thread;
  readonly isSessionEnded?: boolean;
  readonly report?: Report;
  readonly openReports?: number;
  /** Sets of Departments that were addressed before, and so have an id. */
  readonly knownAudiences?: readonly (readonly string[])[];
  /** Of people whose roles are not those they usually have. */
  readonly roles?: Readonly<Record<string, readonly AssignableRole[]>>;
  /** How many other people's copies of the thread's page are not Purged yet; one by default. */
  readonly othersUnpurged?: number;
  /** What else is so: answers to facts, instead of those that the company gives. */
  readonly facts?: { readonly [K in FactRequest['kind']]?: (request: Extract<FactRequest, { kind: K }>) => FactOf<K> };
}

export function answer(request: FactRequest, world: World): unknown {
  const { thread, isSessionEnded = false, report, openReports = 0, knownAudiences = [], roles = {} } = world;
  const { othersUnpurged = 1, facts = {} } = world;
  const given = facts[request.kind] as ((request: FactRequest) => unknown) | undefined;
  if (given) return given(request);
  const personAt = (number: string): Extension | undefined => {
    const person = extensionAt(number);
    return person && { ...person, roles: roles[number] ?? person.roles };
  };
  const isMember = (department: string, id: ExtensionId) => members[department]?.includes(numberOf(id)) ?? false;
  switch (request.kind) {
    case 'now':
      return { timeMs, sureMs: timeMs };
    case 'take':
      return nextSequence;
    case 'session':
      return { isEnded: isSessionEnded };
    case 'extension':
      return personAt(numberOf(request.extensionId));
    case 'extension-by-number': {
      const extension = extensionAt(request.extensionNumber);
      return extension?.isDeleted ? undefined : extension;
    }
    case 'people-by-email':
      return [];
    case 'department-members': {
      const people = (members[numberOf(request.departmentId)] ?? []).map((number) => extensionAt(number) as Extension);
      const active = people.filter(({ status }) => status === 'Enabled');
      return {
        activeIds: active.map(({ extensionId }) => extensionId),
        inactive: people.filter(({ status }) => status !== 'Enabled'),
      };
    }
    case 'is-manager':
      return numberOf(request.departmentId) === '200' && numberOf(request.extensionId) === '103';
    case 'is-any-manager':
      return numberOf(request.extensionId) === '103';
    case 'presence':
      return standardPresence;
    case 'default-role':
      return 'user';
    case 'managers-of':
      return numberOf(request.departmentId) === '200' ? [idOf('103')] : [];
    case 'memberships-of':
      return Object.keys(members)
        .filter((department) => isMember(department, request.extensionId) && !departmentStates[department]?.isDeleted)
        .map((department) => ({ departmentId: idOf(department), joinedMs: timeMs - 5000 }));
    case 'active-administrators':
      return ['101', '102', '103', '104', '105', '106']
        .filter((number) => personAt(number)?.roles.includes('administrator'))
        .map(idOf);
    case 'audience': {
      const wanted = request.departmentIds.map(numberOf).join();
      return knownAudiences.some((known) => known.join() === wanted) ? audienceId : undefined;
    }
    case 'copy': {
      const holder = numberOf(request.extensionId);
      const isHeld = thread?.holders.includes(holder) && copyIdOf(thread, holder) === request.copyId;
      return thread && isHeld ? copyOf(thread, holder) : undefined;
    }
    case 'conversation':
      return thread && conversationOf(thread);
    case 'alive-copies':
      return [];
    case 'report':
      return report;
    case 'lease-epoch':
      return 0;
    case 'open-reports':
      return openReports;
    case 'pages-keeping':
      return request.pageIds.map(
        (pageId): PageKeeping => ({ pageId, unpurgedCount: othersUnpurged + 1, copyCount: 5, isHeld: false }),
      );
    case 'retention-state':
      return {
        settings: standardRetention,
        retainedToId: 0 as MessageId,
        recheckAfterId: null,
      } satisfies RetentionState;
    case 'leftovers':
      return { tokenHashes: [], sessionIds: [], sends: [] };
    case 'due-copies':
    case 'waiting-copies':
    case 'devices-of':
    case 'subscriptions-of':
    case 'living-sessions':
    case 'unerased-pages':
    case 'changed-mailboxes':
    case 'surplus-copies':
      return [];
    case 'untouched-copies':
    case 'sent-copies':
    case 'unpurged-copies':
      return { copies: [], nextId: request.fromId, isEnd: true } satisfies Stretch;
    case 'hold':
    case 'hold-on-person':
    case 'open-erasure':
    case 'message':
    case 'idempotent-send':
    case 'credential':
    case 'token':
      return undefined;
  }
}

export function decideIn<C extends Command>(world: World, command: C): Verdict & { result: Result<OutcomeOf<C>> } {
  return runDecision(decide(command, now), (request) => answer(request, world)) as Verdict & {
    result: Result<OutcomeOf<C>>;
  };
}

/** The decision as it is, with each round of its questions noted. */
function* noting<T>(decision: Asking<T>, rounds: (readonly FactRequest[])[]): Asking<T> {
  let step = decision.next();
  while (!step.done) {
    rounds.push(step.value);
    step = decision.next(yield step.value);
  }
  return step.value;
}

/** What the decision asks, round by round, and what comes of it. */
export function roundsIn<C extends Command>(world: World, command: C) {
  const rounds: (readonly FactRequest[])[] = [];
  const verdict = runDecision(noting(decide(command, now), rounds), (request) => answer(request, world));
  return { rounds, verdict };
}

/** Everything that the decision asks. */
export function factsAskedIn(world: World, command: Command): FactRequest[] {
  return roundsIn(world, command).rounds.flat();
}

export function actorOf(number: string, permission?: UserPermission): Actor {
  const actor = { accountId, sessionId: 'session' as SessionId, extensionId: idOf(number) };
  return permission ? { ...actor, permission } : actor;
}

export function sendFrom(number: string, page: Partial<SendPage>): SendPage {
  return {
    kind: 'send-page',
    accountId,
    actor: actorOf(number),
    mailboxId: idOf(number),
    to: [],
    text: 'Hello!',
    maxRecipients: 1000,
    maxThreadAgeMs: 0,
    ...page,
  };
}

export function numbers(...list: string[]): { extensionNumber: string }[] {
  return list.map((extensionNumber) => ({ extensionNumber }));
}

export function pageOf(effects: readonly Effect[]): { page: KeptPage; copies: readonly Copy[] } {
  const added = effects.find((effect) => effect.kind === 'page-added');
  if (!added) throw new Error('no page was added');
  return added;
}

export function effectOf<K extends Effect['kind']>(
  effects: readonly Effect[],
  kind: K,
): Extract<Effect, { kind: K }> | undefined {
  return effects.find((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
}
