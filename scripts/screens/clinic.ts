/** A morning in the demo's clinic: who wrote what to whom, and what has become of it. */

import { mine, type Person, signIn } from '../../test/acceptance/person.ts';
import type { Target } from '../../test/acceptance/server-process.ts';

interface Written {
  readonly from: string;
  readonly to?: readonly string[];
  /** Instead of `to`: the text of the page it replies to begins so. */
  readonly replyTo?: string;
  readonly text: string;
}

const morning: readonly Written[] = [
  { from: '103', to: ['201', '101'], text: 'Team meeting at noon in room 4. Tom takes the notes.' },
  { from: '104', replyTo: 'Team meeting', text: 'I will be five minutes late, still at the dressing in room 2.' },
  { from: '101', to: ['106'], text: 'Has the blood count for Mr Adeyemi come back?' },
  { from: '106', replyTo: 'Has the blood', text: 'It is in his chart now. Haemoglobin is low, please tell Jonas.' },
  { from: '101', to: ['200'], text: 'The card reader at the desk works again.' },
  { from: '105', to: ['101'], text: 'The lift is out of order until two; patients with prams use the side door.' },
  { from: '102', to: ['101'], text: 'Can you move Mrs Weber to eleven? Her X-ray is not here yet.' },
  { from: '101', replyTo: 'Can you move', text: 'Done. I have called her, she waits in the café.' },
  { from: '102', replyTo: 'Can you move', text: 'Perfect, thank you. The X-ray has just come.' },
  { from: '103', to: ['101', '102', '104'], text: 'Room 6 is ready for the next patient.' },
];
const readByMaya = ['Team meeting', 'I will be', 'It is in', 'Can you move', 'The lift'];
const deletedByMaya = 'The lift';

export async function fillClinic(server: Target): Promise<void> {
  const people = new Map<string, Person>();
  for (const number of ['101', '102', '103', '104', '105', '106']) people.set(number, await signIn(server, number));
  const person = (number: string) => people.get(number) as Person;
  for (const { from, to, replyTo, text } of morning) {
    const replyOn = replyTo === undefined ? undefined : await copyOf(person(from), replyTo);
    const body = { text, ...(to ? { to: to.map((extensionNumber) => ({ extensionNumber })) } : { replyOn }) };
    const { status, text: answer } = await person(from).call(`${mine}/company-pager`, { body });
    if (status !== 200) throw new Error(`"${text}" was refused: ${answer}`);
  }
  const maya = person('101');
  for (const text of readByMaya) {
    const id = await copyOf(maya, text);
    await maya.call(`${mine}/message-store/${id}`, { method: 'PUT', body: { readStatus: 'Read' } });
  }
  await maya.call(`${mine}/message-store/${await copyOf(maya, deletedByMaya)}`, { method: 'DELETE' });
  const { body } = await maya.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  const sam = body.records.find(({ extensionNumber }) => extensionNumber === '106')?.id;
  await maya.call(`/restapi/v1.0/account/~/extension/${sam}`, { method: 'PUT', body: { status: 'Frozen' } });
}

async function copyOf({ call }: Person, text: string): Promise<number | undefined> {
  const { body } = await call<{ records: { id: number; subject: string }[] }>(`${mine}/message-store`);
  return body.records.find(({ subject }) => subject.startsWith(text))?.id;
}
