/** Who runs the company, as a person meets it who uses the official SDK: people, Departments, members, managers. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  account,
  createExtension,
  deleteExtension,
  department,
  ids,
  maya,
  numbersIn,
  person,
  refusal,
  run,
} from './sdk-company.ts';

interface Extension {
  readonly id: number | string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly status: string;
}
interface Extensions {
  readonly records: readonly Extension[];
  readonly paging: { readonly totalElements: number };
}

function numberOf(index: number): string {
  return String(run * 100 + 50 + index);
}

test('a person is created, read, found, changed and deleted; the number can be given to another', async () => {
  const id = await createExtension(numberOf(0), { contact: { firstName: 'Zora', lastName: `Quill${run}` } });
  const path = `${account}/extension/${id}`;
  assert.equal((await maya.get<Extension>(path)).name, `Zora Quill${run}`);
  const search = { searchString: `quill${run}` };
  const found = await maya.send('post', `${account}/directory/entries/search`, search);
  assert.deepEqual(numbersIn(found.records as Extension[]), [numberOf(0)]);
  for (const list of ['entries', 'contacts']) {
    const { records } = await maya.get<Extensions>(`${account}/directory/${list}`);
    assert.ok(numbersIn(records).includes(numberOf(0)), list);
  }

  const changed = { status: 'Frozen', extensionNumber: numberOf(1), contact: { firstName: 'Dora' } };
  assert.equal((await maya.send('put', path, changed)).name, `Dora Quill${run}`);
  const frozen = await maya.get<Extensions>(`${account}/extension?status=Frozen&type=User&perPage=max`);
  assert.ok(numbersIn(frozen.records).includes(numberOf(1)));
  assert.ok(frozen.records.every(({ status }) => status === 'Frozen'));

  await deleteExtension(id);
  assert.deepEqual((await refusal(maya.get(path))).slice(0, 2), [404, 'CMN-102']);
  assert.notEqual(await createExtension(numberOf(1)), id);
});

describe('a change that cannot be', () => {
  const rows: [string, object, string][] = [
    ['a number in use', { extensionNumber: '102' }, 'CMN-101'],
    ['a number that is none', { extensionNumber: '10a' }, 'CMN-101'],
    ['an unknown type', { extensionNumber: numberOf(2), type: 'Person' }, 'CMN-101'],
    ['an unknown status', { extensionNumber: numberOf(2), status: 'Asleep' }, 'CMN-101'],
  ];
  for (const [name, body, code] of rows) {
    test(`to ${name} is refused, for someone new`, async () => {
      assert.deepEqual((await refusal(maya.send('post', `${account}/extension`, body))).slice(0, 2), [400, code]);
    });
  }
  test('to a number in use is refused, for someone who is there', async () => {
    const taken = maya.send('put', `${account}/extension/${ids.get('103')}`, { extensionNumber: '102' });
    assert.deepEqual((await refusal(taken)).slice(0, 2), [400, 'CMN-101']);
  });
});

test('only an administrator may change anything, but for a manager the members of their Department', async () => {
  const number = await department('102');
  const id = ids.get(number);
  const jonas = ids.get('102');
  await maya.send('put', `/beckon/v1/departments/${id}/managers`, { extensionIds: [jonas] });
  const otherId = ids.get(await department('104'));
  const item = { addedExtensionIds: [ids.get('103')] };
  for (const change of [
    person('102').send('post', `${account}/extension`, { extensionNumber: numberOf(3) }),
    person('102').send('put', `${account}/extension/${jonas}`, { status: 'Enabled', contact: { firstName: 'J' } }),
    person('102').send('delete', `${account}/extension/${ids.get('103')}`),
    person('102').send('put', `${account}/call-queues/${id}`, { name: 'Mine' }),
    person('103').send('post', `${account}/call-queues/${id}/bulk-assign`, item),
    person('103').send('post', `${account}/department/bulk-assign`, { items: [{ departmentId: id, ...item }] }),
    person('102').send('post', `${account}/call-queues/${otherId}/bulk-assign`, item),
    person('102').send('put', `/beckon/v1/departments/${id}/managers`, { extensionIds: [ids.get('103')] }),
  ].map(refusal)) {
    assert.deepEqual((await change).slice(0, 2), [403, 'CMN-408']);
  }
  const members = await maya.get<Extensions>(`${account}/call-queues/${id}/members`);
  assert.deepEqual(numbersIn(members.records), ['102']);
  await person('102').send('post', `${account}/call-queues/${id}/bulk-assign`, item);
  const enlarged = await maya.get<Extensions>(`${account}/call-queues/${id}/members`);
  assert.deepEqual(numbersIn(enlarged.records), ['102', '103']);
});

test('members of several Departments change at once; both lists of members, and each person’s, show it', async () => {
  const [first, second] = [await department('102', '103'), await department()];
  const [firstId, secondId] = [ids.get(first), ids.get(second)];
  await maya.send('post', `${account}/department/bulk-assign`, {
    items: [
      { departmentId: firstId, addedExtensionIds: [ids.get('104')], removedExtensionIds: [ids.get('102')] },
      { departmentId: secondId, addedExtensionIds: [ids.get('102'), ids.get('104')] },
    ],
  });
  for (const [id, expected] of [
    [firstId, ['103', '104']],
    [secondId, ['102', '104']],
  ] as const) {
    for (const list of [`department/${id}/members`, `call-queues/${id}/members`]) {
      assert.deepEqual(numbersIn((await maya.get<Extensions>(`${account}/${list}`)).records), expected, list);
    }
  }
  const queues = await maya.get<Extensions>(`${account}/call-queues?memberExtensionId=${ids.get('102')}&perPage=max`);
  const numbers = numbersIn(queues.records);
  assert.deepEqual([numbers.includes(first), numbers.includes(second)], [false, true]);
});

test('a thread’s list, link and delivery are shown to those they concern alone', async () => {
  const sent = await person('102').page(['103'], `shown to few ${run}`);
  const { id: copyId } = await person('103').message(`shown to few ${run}`);
  const list = `/beckon/v1/conversations/${sent.conversationId}/participants`;
  assert.equal((await refusal(person('104').get(list)))[0], 404);
  assert.equal((await refusal(person('103').get(`/beckon/v1/messages/${copyId}/delivery`)))[0], 404);
  // Whoever was added holds nothing of the thread until something is sent.
  await person('102').send('post', list, { addedExtensionIds: [ids.get('105')] });
  assert.equal((await refusal(person('105').get(sent.conversation.uri)))[0], 404);
  assert.ok(await person('105').get(list));
});
