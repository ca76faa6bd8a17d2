/** Mailboxes told a second time and as simply as can be: every message in one list, every question a filter over it. */

import type { MessageQuery } from '../../src/domain/reads/messages.ts';

export interface ModelThread {
  readonly conversationId: number;
  readonly explicit: Set<string>;
  readonly departments: readonly string[];
}

export interface ModelMessage {
  readonly holder: string;
  readonly copyId: number;
  readonly thread: ModelThread;
  readonly direction: 'Inbound' | 'Outbound';
  readonly createdMs: number;
  isRead: boolean;
  availability: 'Alive' | 'Deleted' | 'Purged';
}

export class MailboxModel {
  readonly members: Readonly<Record<string, Set<string>>>;
  readonly threads: ModelThread[] = [];
  private readonly messages: ModelMessage[] = [];

  constructor(members: Readonly<Record<string, readonly string[]>>) {
    this.members = Object.fromEntries(Object.entries(members).map(([number, people]) => [number, new Set(people)]));
  }

  takesPart(person: string, { explicit, departments }: ModelThread): boolean {
    return explicit.has(person) || departments.some((one) => this.members[one]?.has(person));
  }

  /** The thread that a page to these begins; its id is that of its first page. */
  newThread(from: string, to: readonly string[], conversationId: number): ModelThread {
    const departments = to.filter((one) => one in this.members);
    const explicit = new Set(to.filter((one) => !(one in this.members)));
    if (!departments.some((one) => this.members[one]?.has(from))) explicit.add(from);
    const thread = { conversationId, explicit, departments };
    this.threads.push(thread);
    return thread;
  }

  /** Copies take ids in a row, the sender's first and the others' by number. */
  keep(from: string, to: readonly string[], page: { thread: ModelThread; pageId: number; createdMs: number }): void {
    const reached = new Set(to.flatMap((one) => [...(this.members[one] ?? [one])]));
    reached.delete(from);
    const holders = [from, ...(reached.size > 0 ? [...reached].sort() : [from])];
    const { thread, pageId, createdMs } = page;
    for (const [index, holder] of holders.entries()) {
      const direction = index === 0 ? 'Outbound' : 'Inbound';
      const state = { isRead: false, availability: 'Alive' } as const;
      this.messages.push({ holder, copyId: pageId + index, thread, direction, createdMs, ...state });
    }
  }

  /** What someone may read now, newest first. */
  mailboxOf(person: string): ModelMessage[] {
    return this.messages
      .filter(({ holder, thread }) => holder === person && this.takesPart(person, thread))
      .sort((a, b) => b.copyId - a.copyId);
  }

  list(person: string, query: MessageQuery): { ids: number[]; total: number } {
    const { availability, direction, isRead, conversationId, dateFromMs, dateToMs, page, perPage } = query;
    const found = this.mailboxOf(person).filter(
      (one) =>
        (availability.length === 0 || availability.includes(one.availability)) &&
        (direction.length === 0 || direction.includes(one.direction)) &&
        (isRead === undefined || one.isRead === isRead) &&
        (conversationId === undefined || one.thread.conversationId === conversationId) &&
        one.createdMs >= dateFromMs &&
        one.createdMs < dateToMs,
    );
    const seen = new Set<ModelThread>();
    const kept = query.isDistinct ? found.filter(({ thread }) => !seen.has(thread) && seen.add(thread)) : found;
    const ids = kept.map(({ copyId }) => copyId);
    return { ids: ids.slice((page - 1) * perPage, page * perPage), total: ids.length };
  }
}
