/** The rules of paging, told a second time and as simply as can be, to hold the server's answers against. */

export interface ModelPage {
  readonly text: string;
  readonly thread: ModelThread;
  /** Who holds a copy; someone who paged themselves alone, two. */
  readonly holders: readonly string[];
}

export interface ModelThread {
  readonly originator: string;
  readonly explicit: Set<string>;
  readonly departments: ReadonlySet<string>;
}

/** What a send comes to: the page's thread and holders, or the vendor's code of the refusal. */
export type Outcome = { readonly page: ModelPage } | { readonly refused: string };

export class PagingModel {
  readonly members = new Map<string, Set<string>>();
  readonly frozen = new Set<string>();
  readonly threads: ModelThread[] = [];
  readonly pages: ModelPage[] = [];

  constructor(departments: readonly string[]) {
    for (const department of departments) this.members.set(department, new Set());
  }

  isDepartment(number: string): boolean {
    return this.members.has(number);
  }

  takesPart(person: string, thread: ModelThread): boolean {
    return thread.explicit.has(person) || [...thread.departments].some((one) => this.membersOf(one).has(person));
  }

  mayRead(person: string, page: ModelPage): boolean {
    return page.holders.includes(person) && this.takesPart(person, page.thread);
  }

  send(from: string, to: readonly string[], text: string): Outcome {
    const people = to.filter((one) => !this.isDepartment(one));
    const departments = to.filter((one) => this.isDepartment(one));
    if (people.some((one) => this.frozen.has(one))) return { refused: 'MSG-324' };
    const reached = this.reach(to, from);
    if (reached.size === 0 && !people.includes(from)) return { refused: 'MSG-316' };
    const isMember = departments.some((one) => this.membersOf(one).has(from));
    const explicit = new Set(people);
    if (!isMember) explicit.add(from);
    const thread = { originator: from, explicit, departments: new Set(departments) };
    this.threads.push(thread);
    return this.keep({ text, thread, holders: holders(from, reached) });
  }

  reply(from: string, thread: ModelThread, to: readonly string[], text: string): Outcome {
    if (!this.takesPart(from, thread)) return { refused: 'MSG-326' };
    if (to.length === 0) {
      const others = [...thread.explicit].filter((one) => one !== from && !this.frozen.has(one));
      const reached = this.reach([...others, ...thread.departments], from);
      if (reached.size === 0) return { refused: 'MSG-324' };
      return this.keep({ text, thread, holders: holders(from, reached) });
    }
    for (const one of to) {
      const isInside = this.isDepartment(one) ? thread.departments.has(one) : this.takesPart(one, thread);
      if (!isInside) return { refused: 'CMN-101' };
    }
    if (to.some((one) => this.frozen.has(one))) return { refused: 'MSG-324' };
    const reached = this.reach(to, from);
    if (reached.size === 0 && !to.includes(from)) return { refused: 'MSG-316' };
    return this.keep({ text, thread, holders: holders(from, reached) });
  }

  private membersOf(department: string): Set<string> {
    return this.members.get(department) ?? new Set();
  }

  private reach(to: readonly string[], from: string): Set<string> {
    const reached = new Set<string>();
    for (const one of to) {
      if (!this.isDepartment(one)) reached.add(one);
      else for (const member of this.membersOf(one)) if (!this.frozen.has(member)) reached.add(member);
    }
    reached.delete(from);
    return reached;
  }

  private keep(page: ModelPage): Outcome {
    this.pages.push(page);
    return { page };
  }
}

function holders(from: string, reached: ReadonlySet<string>): string[] {
  return reached.size === 0 ? [from, from] : [from, ...reached];
}
