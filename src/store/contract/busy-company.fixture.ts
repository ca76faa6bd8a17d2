/** A company in which, with each commit, something becomes different of everything that can be read. */

import type { Command } from '../../domain/command.ts';
import { type Result, unwrap } from '../../domain/errors.ts';
import type { ClientId, CredentialId, MessageId, SessionId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Store } from '../../domain/store.ts';
import type { Subject } from './asked-reads.fixture.ts';
import { everyFrame } from './asked-reads.fixture.ts';
import { type Company, foundCompany, type HandClock } from './company.fixture.ts';

/** A store, while another connection commits in the middle of its reads. */
export interface Interleaved {
  readonly store: Store;
  /** On another connection, all in one commit. */
  commit(commands: readonly Command[]): Promise<Result<unknown>[]> | Result<unknown>[];
  /** Calls `between` before each statement of a read but the first. Says how many statements there were. */
  during<R>(
    read: () => Promise<R>,
    between: () => void,
    how?: { readonly isSnapshotOff: boolean },
  ): Promise<{ answer: R; statements: number }>;
}

const dayMs = 24 * 3600 * 1000;
const client = 'app-7' as ClientId;
const subscription = { clientId: client, subscriptionId: 'one' };

/** What 101, who administers the company, reads is changed by others, and by 101 elsewhere. */
export class BusyCompany {
  readonly #company: Company;
  readonly #data: Interleaved;
  readonly #clock: HandClock;
  #about: Pick<Subject, 'copyId' | 'departmentCopyId' | 'sentId' | 'conversationId' | 'syncPosition'>;
  #newest: MessageId;
  #commits = 0;

  private constructor(company: Company, data: Interleaved, clock: HandClock, begun: Begun) {
    this.#company = company;
    this.#data = data;
    this.#clock = clock;
    this.#about = begun.about;
    this.#newest = begun.about.departmentCopyId;
  }

  static async found(data: Interleaved, clock: HandClock): Promise<BusyCompany> {
    const company = await foundCompany(data.store);
    return new BusyCompany(company, data, clock, await begin(company));
  }

  /** What the next commit will make is asked for as well. */
  get subject(): Subject {
    const { actorOf, idOf } = this.#company;
    return {
      ...{ actor: actorOf('101'), otherId: idOf('104'), departmentId: idOf('200'), ...subscription, ...this.#about },
      ...{ sentUnder: `key-${this.#commits}`, taskId: `task-${this.#commits}` },
      ...{ extensionNumber: '105', nowMs: this.#clock.nowMs() },
    };
  }

  readonly change = (): void => {
    this.#clock.setMs(this.#clock.nowMs() + 10);
    const commands = this.#commands();
    const results = this.#data.commit(commands);
    if (results instanceof Promise) throw new TypeError('what is committed between is committed at once');
    const values = results.map((result, index) => {
      if (!result.ok) throw new Error(`${commands[index]?.kind}: ${JSON.stringify(result.refusal)}`);
      return result.value;
    });
    this.#newest = ((values[0] as Message).page.pageId + 1) as MessageId;
    this.#commits += 1;
  };

  #commands(): Command[] {
    const number = this.#commits;
    const isEven = number % 2 === 0;
    const { page, idOf } = this.#company;
    const [department, admin, manager, other] = ['200', '101', '102', '104'].map(idOf) as Ids;
    const key = { key: `key-${number}`, fingerprint: 'd' } as never;
    const by = <C>(command: C, actor = '101') => this.#by(actor, command);
    const rename = (extensionId: typeof admin) =>
      by({ kind: 'update-extension', extensionId, changes: { contact: { firstName: `Name ${number}` } } });
    return [
      page('102', ['101', '200'], { text: `word ${number}` }),
      page('101', ['102'], { text: `word ${number}`, idempotency: key }),
      by({ kind: 'delete-message', copyId: this.#newest, isPurge: false }),
      by({ kind: 'change-message', copyId: this.#about.copyId, change: { isRead: isEven } }),
      by({
        kind: 'change-members',
        changes: [{ departmentId: department, addedIds: isEven ? [] : [admin], removedIds: isEven ? [admin] : [] }],
      }),
      ...[department, admin, manager, other].map(rename),
      by({ kind: 'set-presence', changes: { message: `at ${number}` } }, '104'),
      by({ kind: 'set-default-role', role: isEven ? 'auditor' : 'user' }),
      by({ kind: 'set-managers', departmentId: department, managerIds: isEven ? [manager, other] : [manager] }),
      by({
        kind: 'update-app',
        clientId: client,
        changes: { name: `App ${number}`, redirectUris: ['https://app.example/'] },
      }),
      isEven
        ? by({ kind: 'create-credential', credentialId: `own-${number}`, label: 'l', lifeMs: null })
        : by({ kind: 'revoke-credential', credentialId: `own-${number - 1}` }),
      this.#opened(number),
      by({ kind: 'update-subscription', ...subscription, lifeMs: 100 * dayMs + number }),
      by({ kind: 'register-device', ...device }),
      this.#attempted(number),
      by({ kind: 'place-hold', held: { conversationId: null, extensionId: idOf('106') }, reason: `reason ${number}` }),
      by({ kind: 'request-erasure', extensionId: other }),
      by({ kind: 'sweep', task: 'erasures', limit: 1000 }),
      by({ kind: 'create-report', taskId: `task-${number}`, fromMs: 0, messageTypes: null }),
      by({ kind: 'advance-report', epoch: 0, taskId: `task-${number}`, to: { status: 'InProgress' } }),
      by({ kind: 'advance-report', epoch: 0, taskId: `task-${number}`, to: { status: 'Failed' } }),
      by({ kind: 'configure-retention', changes: { deletedDays: isEven ? 6 : 7 } }),
      by({ kind: 'invite', extensionId: idOf('105'), tokenHash: `invitation-${number}`, lifeMs: dayMs }),
      by({ kind: 'accept-invitation', tokenHash: `invitation-${number}`, newHash: `hash-${number}` }),
    ];
  }

  #by<C>(number: string, command: C): Command {
    const { accountId, actorOf } = this.#company;
    return { accountId, actor: actorOf(number), ...command } as unknown as Command;
  }

  #opened(number: number): Command {
    const { accountId, idOf } = this.#company;
    return {
      ...{ kind: 'open-session', accountId, sessionId: `later-${number}` as SessionId },
      proof: { kind: 'credential', extensionId: idOf('101'), credentialId: 'jwt-101' as CredentialId },
      ...{ clientId: client, scopes: [], endpointId: 'endpoint' },
      tokens: {
        ...{ accessHash: `later-access-${number}`, accessTtlS: 3600 },
        ...{ refreshHash: `later-refresh-${number}`, refreshTtlS: 7200 },
      },
    };
  }

  #attempted(number: number): Command {
    return {
      ...{ kind: 'settle-delivery', accountId: this.#company.accountId, subscriptionId: 'one', number: 1 },
      ...{ isAccepted: false, maxAgeMs: 1000 * dayMs, random: 0.5, epoch: 0 },
      attempt: { timeMs: this.#clock.nowMs(), statusCode: 500, latencyMs: number, reason: 'it answered 500' },
    };
  }
}

type Ids = [Subject['departmentId'], Subject['otherId'], Subject['otherId'], Subject['otherId']];

const device = {
  ...{ clientId: client, subscriptionId: 'device', filters: [] },
  channel: { transport: 'WebPush', endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' }, name: 'n' },
};

interface Begun {
  readonly about: Pick<Subject, 'copyId' | 'departmentCopyId' | 'sentId' | 'conversationId' | 'syncPosition'>;
}

/** 101 is in Department 200, has messages, a subscription and a delivery that waits. */
async function begin(company: Company): Promise<Begun> {
  const { store, accountId, idOf, actorOf } = company;
  const joined = [{ departmentId: idOf('200'), addedIds: [idOf('101')], removedIds: [] }];
  unwrap(await company.change({ kind: 'change-members', changes: joined }));
  const received = await company.send('102', ['101'], { text: 'word' });
  const toDepartment = await company.send('102', ['200'], { text: 'word' });
  const sent = await company.send('101', ['102', '104'], { text: 'word' });
  const kept = unwrap(
    await store.execute({
      ...{ kind: 'create-subscription', accountId, actor: actorOf('101'), ...subscription, lifeMs: 100 * dayMs },
      filters: [{ kind: 'messages', extensionId: idOf('101'), text: '/mailbox' }],
      channel: { transport: 'WebHook', address: 'https://hooks.example/a' },
    }),
  );
  unwrap(
    await store.execute({
      ...{ kind: 'stage-deliveries', accountId, subscriptionId: 'one', keptPosition: kept.toldPosition },
      epoch: 0,
      range: [kept.toldPosition, await store.server.readPosition(accountId)],
      drafts: [{ uuid: 'uuid', event: '/mailbox', body: '{}' }],
    }),
  );
  const { position } = await store.as(actorOf('101')).syncAll(everyFrame, 1000);
  const { records } = await company.mailboxOf('101');
  const inDepartment = records.find(({ page }) => page.pageId === toDepartment.page.pageId) as Message;
  const about = {
    ...{ copyId: (received.copy.copyId + 1) as MessageId, departmentCopyId: inDepartment.copy.copyId },
    ...{ sentId: sent.copy.copyId, conversationId: toDepartment.copy.conversationId, syncPosition: position },
  };
  return { about };
}
