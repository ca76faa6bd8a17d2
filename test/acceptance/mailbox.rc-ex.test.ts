/** A mailbox kept with `@rc-ex/core` alone: its lists, syncs, marks, deletions and contents. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import type RestException from '@rc-ex/core/RestException';
import { openTarget, type Target } from './server-process.ts';

let target: Target;
let sender: RingCentral;
let reader: RingCentral;

before(async () => {
  target = await openTarget();
  [sender, reader] = await Promise.all(['101', '103'].map(signIn) as [Promise<RingCentral>, Promise<RingCentral>]);
});
after(() => target.close());

async function signIn(number: string): Promise<RingCentral> {
  const { env, url } = target;
  const clientId = env.RINGCENTRAL_CLIENT_ID ?? '';
  const rc = new RingCentral({ server: url, clientId, clientSecret: env.RINGCENTRAL_CLIENT_SECRET ?? '' });
  await rc.authorize({ jwt: env[`BECKON_JWT_${number}`] ?? '' });
  return rc;
}

function mailbox(rc = reader) {
  return rc.restapi().account().extension();
}

/** Pages 103, and gives the ids of the copies, oldest first. */
async function page(...texts: string[]): Promise<number[]> {
  for (const text of texts) {
    await mailbox(sender)
      .companyPager()
      .post({ to: [{ extensionNumber: '103' }], text });
  }
  const { records = [] } = await mailbox()
    .messageStore()
    .list({ perPage: texts.length, direction: ['Inbound'] });
  return records.map(({ id = 0 }) => id).reverse();
}

test('lists take several values of a filter, and syncs tell what was marked, deleted, purged and restored', async () => {
  const [first = 0, second = 0, third = 0] = await page('one', 'two', 'three');
  const full = await mailbox()
    .messageSync()
    .get({ syncType: 'FSync', messageType: ['Pager'], recordCount: 3 });
  assert.deepEqual(
    full.records?.map(({ id }) => id),
    [third, second, first],
  );
  await mailbox().messageStore(String(first)).put({ readStatus: 'Read' });
  assert.equal(await mailbox().messageStore(String(second)).delete([]), '');
  await mailbox().messageStore(String(third)).delete([], { purge: true });
  const { records = [] } = await mailbox()
    .messageStore()
    .list({ availability: ['Alive', 'Deleted', 'Purged'], perPage: 3 });
  assert.deepEqual(
    records.map(({ id, availability, readStatus }) => [id, availability, readStatus]),
    [
      [third, 'Purged', 'Unread'],
      [second, 'Deleted', 'Unread'],
      [first, 'Alive', 'Read'],
    ],
  );
  const changed = await mailbox()
    .messageSync()
    .get({ syncType: 'ISync', syncToken: full.syncInfo?.syncToken ?? '' });
  assert.deepEqual(
    changed.records?.map(({ id, availability }) => [id, availability]),
    records.map(({ id, availability }) => [id, availability]),
  );
  const restored = await mailbox().messageStore(String(second)).patch({ availability: 'Alive' });
  assert.equal(restored.availability, 'Alive');
  const again = await mailbox()
    .messageSync()
    .get({ syncType: 'ISync', syncToken: changed.syncInfo?.syncToken ?? '' });
  assert.deepEqual(
    again.records?.map(({ subject }) => subject),
    ['two'],
  );
});

test('conversations are deleted, and ids in a body, and content is read in part', async () => {
  const ids = await page('four', 'five', 'six');
  const [fourth = 0] = ids;
  const message = await mailbox().messageStore(String(fourth)).get();
  await mailbox()
    .messageStore()
    .deleteAll({ conversationId: [message.conversation?.id ?? ''], type: 'Pager' });
  assert.equal((await mailbox().messageStore(String(fourth)).get()).availability, 'Deleted');
  const part = await mailbox()
    .messageStore(String(ids[1]))
    .content('1')
    .get({ contentDisposition: 'Attachment' }, { headers: { Range: 'bytes=-2' } });
  assert.equal(new TextDecoder().decode(part), 've');
  await mailbox().messageStore('*').delete(ids.map(String));
  assert.equal((await mailbox().messageStore(String(ids[2])).get()).availability, 'Deleted');
});

test('a sync token of someone else’s is refused with MSG-333', async () => {
  const { syncInfo } = await mailbox(sender).messageSync().get();
  const refused = mailbox()
    .messageSync()
    .get({ syncType: 'ISync', syncToken: syncInfo?.syncToken ?? '' });
  await assert.rejects(refused, ({ response }: RestException) => response.data.errors[0].errorCode === 'MSG-333');
});
