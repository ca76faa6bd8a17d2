/** What is told of people and of their presence while it happens, in the words that the vendor's clients read. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mine, signIn } from './person.ts';
import { RawSocket } from './raw-socket.ts';
import { startServer } from './server-process.ts';
import { until } from './until.ts';

// A company of its own: everything that happens in it is told.
const server = await startServer();
after(() => server.close());
const [maya, jonas] = [await signIn(server, '101'), await signIn(server, '102')];
const account = '/restapi/v1.0/account/~';
const { body: me } = await jonas.call<{ id: number }>(mine);

type Body = Record<string, unknown>;
const bodiesOf = (socket: RawSocket, path: RegExp): Body[] =>
  socket.events.filter(({ event }) => path.test(event)).map(({ body }) => body as unknown as Body);

interface Contact extends Body {
  readonly eventType: string;
  readonly oldEtag?: string;
  readonly newEtag: string;
}

test('the directory tells who became what, with the etags before and after', async () => {
  const socket = await RawSocket.open(server, jonas);
  await socket.subscribe(`${account}/directory/entries`);
  const contacts = () => bodiesOf(socket, /\/directory\/entries$/).flatMap(({ contacts }) => contacts as Contact[]);
  const contact = { firstName: 'Noa', lastName: 'Lind', email: 'noa@clinic.example', department: 'Theatre' };
  const { body: noa } = await maya.call<{ id: number }>(`${account}/extension`, {
    body: { extensionNumber: '177', contact },
  });
  const told = (type: string) => until(() => contacts().find(({ eventType }) => eventType === type), type);
  const { newEtag, name, account: company, ...created } = await told('Create');
  assert.equal(name, 'Noa Lind');
  assert.match((company as { id: string }).id, /^\d+$/);
  assert.deepEqual(created, {
    ...{ eventType: 'Create', id: String(noa.id), type: 'User', status: 'Enabled', extensionNumber: '177' },
    ...contact,
  });

  const path = `${account}/extension/${noa.id}`;
  await maya.call(path, { method: 'PUT', body: { status: 'Frozen' } });
  const updated = await told('Update');
  assert.deepEqual([updated.status, updated.oldEtag], ['Frozen', newEtag]);
  assert.notEqual(updated.newEtag, newEtag);
  await maya.call(path, { method: 'DELETE' });
  const deleted = await told('Delete');
  assert.deepEqual([deleted.id, deleted.oldEtag], [String(noa.id), updated.newEtag]);
  await socket.close();
});

const say = (changes: object) => jonas.call(`${mine}/presence`, { method: 'PUT', body: changes });

test('presence is told to whoever listens to one person or to all, in the order of its sequence', async () => {
  const socket = await RawSocket.open(server, maya);
  await socket.subscribe(`${account}/extension/${me.id}/presence?detailedTelephonyState=true`, `${account}/presence`);
  await say({ userStatus: 'Busy', message: 'In theatre 2' });
  const ofOne = () => bodiesOf(socket, /\/extension\/\d+\/presence/);
  const ofAll = () => bodiesOf(socket, /\/account\/\d+\/presence$/);
  const [one, all] = await until(() => (ofOne()[0] && ofAll()[0] ? [ofOne()[0], ofAll()[0]] : undefined), 'presence');
  const { sequence, ownerId, ...rest } = all as Body;
  assert.deepEqual(rest, {
    ...{ extensionId: String(me.id), telephonyStatus: 'NoCall', presenceStatus: 'Busy', userStatus: 'Busy' },
    ...{ dndStatus: 'TakeAllCalls', message: 'In theatre 2', allowSeeMyPresence: true },
    ...{ ringOnMonitoredCall: false, pickUpCallsOnHold: false },
  });
  assert.notEqual(ownerId, String(me.id));
  assert.deepEqual(one, { ...all, activeCalls: [], totalActiveCalls: 0, meetingStatus: 'Disconnected' });
  await say({ userStatus: 'Available' });
  await until(() => ofOne().length === 2, 'the second change');
  assert.ok(Number(ofOne()[1]?.sequence) > Number(sequence));
  await socket.close();
});

test('presence that is hidden is told to its owner alone, and listed for nobody else', async () => {
  const [theirs, own] = [await RawSocket.open(server, maya), await RawSocket.open(server, jonas)];
  for (const socket of [theirs, own]) await socket.subscribe(`${account}/presence`);
  await say({ allowSeeMyPresence: false });
  await say({ message: 'Gone fishing' });
  await until(() => own.events.length > 0, 'one’s own');
  await maya.call(`${mine}/presence`, { method: 'PUT', body: { message: 'After all of that' } });
  await until(() => theirs.events.length > 0, 'what is told to everyone');
  assert.ok(theirs.events.every(({ body }) => (body as unknown as Body).extensionId !== String(me.id)));

  interface Presences {
    readonly records: readonly { readonly extension: { readonly extensionNumber: string } }[];
    readonly paging: { readonly totalElements: number };
  }
  const seenBy = async (person: typeof maya) =>
    (await person.call<Presences>(`${account}/presence`)).body.records.map(
      ({ extension }) => extension.extensionNumber,
    );
  assert.deepEqual(await seenBy(maya), ['101', '103', '104', '105', '106']);
  assert.deepEqual(await seenBy(jonas), ['101', '102', '103', '104', '105', '106']);
  await say({ allowSeeMyPresence: true, message: '' });
  for (const socket of [theirs, own]) await socket.close();
});

test('features say that presence can be read and changed', async () => {
  const query = 'featureId=ReadPresenceStatus&featureId=EditPresenceStatus';
  const { body } = await jonas.call<{ records: { available: boolean }[] }>(`${mine}/features?${query}`);
  assert.deepEqual(
    body.records.map(({ available }) => available),
    [true, true],
  );
});
