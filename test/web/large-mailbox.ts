/** Fills the mailbox of a demo person through the API: conversations of three, nearly all of them read. */

import type { Person } from '../acceptance/person.ts';

const mailbox = '/restapi/v1.0/account/~/extension/~';
const atOnce = 32;
const idsARequest = 50;
const pagesAConversation = 3;
const mostAttempts = 100;

export interface LargeMailbox {
  readonly reader: Person;
  readonly writer: Person;
  readonly messages: number;
  /** Of the oldest, so many stay unread. */
  readonly unread: number;
}

export async function fillMailbox({ reader, writer, messages, unread }: LargeMailbox): Promise<void> {
  const conversations = Math.floor(messages / pagesAConversation);
  await inParallel(conversations, async (index) => {
    const first = await page(writer, {
      to: [{ extensionNumber: reader.number }],
      text: textOf(index, 'Please call back'),
    });
    for (let reply = 1; reply < pagesAConversation; reply++) {
      await page(writer, { replyOn: first, text: textOf(index, `Reminder ${reply}`) });
    }
  });
  for (let rest = messages - conversations * pagesAConversation; rest > 0; rest--) {
    await page(writer, { to: [{ extensionNumber: reader.number }], text: textOf(rest, 'One more') });
  }
  const ids = await unreadIds(reader);
  const read = ids.sort((a, b) => b - a).slice(0, ids.length - unread);
  await inParallel(Math.ceil(read.length / idsARequest), async (index) => {
    await markRead(reader, read.slice(index * idsARequest, (index + 1) * idsARequest));
  });
}

/** A machine that has much to do refuses some of them for the moment. */
async function markRead(reader: Person, ids: readonly number[]): Promise<void> {
  let left = ids;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === mostAttempts) throw new Error(`${left.length} messages could not be marked`);
    const { status, text } = await reader.call(`${mailbox}/message-store/${left.join(',')}`, {
      method: 'PUT',
      body: { readStatus: 'Read' },
      headers: { accept: 'application/vnd.ringcentral.multipart+json' },
    });
    if (status === 200) return;
    const items = status === 207 ? (JSON.parse(text) as { resourceId: string; status: number }[]) : [];
    const done = new Set(items.filter((item) => item.status === 200).map(({ resourceId }) => Number(resourceId)));
    left = left.filter((id) => !done.has(id));
  }
}

async function page(writer: Person, body: object): Promise<number> {
  const answer = await writer.call<{ id: number }>(`${mailbox}/company-pager`, { body });
  if (answer.status !== 200) throw new Error(`a page was refused: ${answer.status} ${answer.text}`);
  return answer.body.id;
}

function textOf(index: number, what: string): string {
  return `${what}: bed ${1 + (index % 60)}, ward ${1 + (index % 9)}. The chart is at the desk, number ${index}.`;
}

async function unreadIds(reader: Person): Promise<number[]> {
  const ids: number[] = [];
  for (let number = 1, totalPages = 1; number <= totalPages; number++) {
    const query = `readStatus=Unread&dateFrom=2000-01-01T00:00:00Z&perPage=1000&page=${number}`;
    const { body } = await reader.call<{ records: { id: number }[]; paging: { totalPages: number } }>(
      `${mailbox}/message-store?${query}`,
    );
    ids.push(...body.records.map(({ id }) => id));
    totalPages = body.paging.totalPages;
  }
  return ids;
}

async function inParallel(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
