/** The audit trail as administrators and operators meet it: what it tells, whom, and how it shows that it is whole. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { mine, type Person, signIn } from './person.ts';
import { assertRefused, type ErrorBody, plain } from './refusal.ts';
import { type ServerProcess, startServer } from './server-process.ts';

interface Entry {
  readonly number: number;
  readonly time: string;
  readonly actorId: string | null;
  readonly address: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
interface Trail {
  readonly records: readonly Entry[];
  readonly paging: { readonly totalElements: number; readonly totalPages: number };
  readonly navigation: { readonly nextPage?: { readonly uri: string } };
}
interface Verification {
  readonly isWhole: boolean;
  readonly entryCount: number;
  readonly head: string;
}

let server: ServerProcess;
let administrator: Person;
let other: Person;

before(async () => {
  server = await startServer();
  administrator = await signIn(server, '101');
  other = await signIn(server, '102');
});
after(() => server.close());

const accountPath = '/restapi/v1.0/account/~';
const read = async (path: string) => (await administrator.call<Trail>(path)).body;
const idText = async (number: string) =>
  String(
    (await read(`${accountPath}/extension?extensionNumber=${number}`)).records.map((one) => Reflect.get(one, 'id')),
  );
const audit = (verb: string, ...args: string[]) => beckon(['audit', verb, '--data', server.dataDir, ...args]);

describe('the audit trail', () => {
  test('tells of every kind of change: who, when, from where and what; and of nothing that was refused', async () => {
    const { entryCount } = (await administrator.call<Verification>('/beckon/v1/audit/verification')).body;
    const [me, department, member] = [await idText('101'), await idText('200'), await idText('106')];
    const change = async (path: string, body: object | undefined, method = 'POST', by = administrator) => {
      return await by.call<{ id: number; conversationId: number; status: string }>(path, {
        method,
        ...(body === undefined ? {} : { body }),
      });
    };
    const draft = { extensionNumber: '150', type: 'User', contact: { firstName: 'Ada' } };
    const { body: created, status, text } = await change(`${accountPath}/extension`, draft);
    assert.equal(status, 200, text);
    const extension = `${accountPath}/extension/${created.id}`;
    await change(extension, { status: 'Disabled', contact: { lastName: 'Novak' } }, 'PUT');
    await change(extension, { status: 'Disabled' }, 'PUT');
    await change(extension, { status: 'Enabled' }, 'PUT', other);
    await change(`${accountPath}/call-queues/${department}/bulk-assign`, { addedExtensionIds: [member] });
    await change(`${accountPath}/call-queues/${department}/bulk-assign`, { addedExtensionIds: [member] });
    await change(`/beckon/v1/departments/${department}/managers`, { extensionIds: [member] }, 'PUT');
    const { body: sent } = await change(`${mine}/company-pager`, { to: [{ extensionNumber: '103' }], text: 'x' });
    await change(`/beckon/v1/conversations/${sent.conversationId}/participants`, { addedExtensionIds: [member] });
    await change(extension, undefined, 'DELETE');

    const { records } = await read(`/beckon/v1/audit?perPage=${20}`);
    const fresh = records.filter(({ number }) => number > entryCount).reverse();
    const removedIds = fresh.find(({ action }) => action === 'set-managers')?.details.removedIds;
    assert.deepEqual(
      fresh.map(({ action, target, details }) => [action, target, details]),
      [
        [
          'create-extension',
          String(created.id),
          { extensionNumber: '150', type: 'User', status: created.status, roles: ['user'] },
        ],
        [
          'update-extension',
          String(created.id),
          { status: { from: created.status, to: 'Disabled' }, contact: ['lastName'] },
        ],
        ['change-members', department, { addedIds: [Number(member)], removedIds: [] }],
        ['set-managers', department, { addedIds: [Number(member)], removedIds }],
        ['change-participants', String(sent.conversationId), { addedIds: [Number(member)], removedIds: [] }],
        ['delete-extension', String(created.id), { extensionNumber: '150', type: 'User' }],
      ],
    );
    for (const { actorId, address, time } of fresh) {
      assert.deepEqual([actorId, address], [me, '127.0.0.1']);
      assert.ok(Math.abs(Date.parse(time) - Date.now()) < 600_000);
    }
  });

  test('tells of imports by the operator, as a whole and one by one', async () => {
    const file = join(server.dataDir, 'people.csv');
    writeFileSync(file, 'extensionNumber,firstName,type,departments\n300,Night Shift,Department,\n151,Ada,,300\n');
    const { code, stderr } = await beckon(['import', file, '--data', server.dataDir]);
    assert.equal(code, 0, stderr);
    const again = await beckon(['import', file, '--data', server.dataDir]);
    assert.equal(again.code, 0);
    const { records } = await read('/beckon/v1/audit?actorId=operator&action=import-people&action=create-extension');
    assert.deepEqual(records.map(({ action, actorId, address }) => [action, actorId, address]).reverse(), [
      ['import-people', null, null],
      ['create-extension', null, null],
      ['create-extension', null, null],
    ]);
    assert.equal(records[0]?.details.isImport, true);
    assert.deepEqual(records.at(-1)?.details, { created: 2, updated: 0 });
  });

  test('can be narrowed and read page by page, each link keeping the query', async () => {
    const { records, paging, navigation } = await read('/beckon/v1/audit?perPage=1&action=create-extension');
    assert.equal(records.length, 1);
    assert.equal(paging.totalElements, 3);
    const next = await read(navigation.nextPage?.uri ?? '');
    assert.equal(next.records[0]?.action, 'create-extension');
    assert.ok((next.records[0]?.number ?? 0) < (records[0]?.number ?? 0));
    const target = records[0]?.target ?? '';
    assert.deepEqual((await read(`/beckon/v1/audit?target=${target}`)).records, records);
    const time = records[0]?.time ?? '';
    const sameTime = await read(`/beckon/v1/audit?dateFrom=${time}&dateTo=${time}`);
    assert.ok(sameTime.records.some(({ number }) => number === records[0]?.number));
    assert.equal((await read('/beckon/v1/audit?dateTo=2020-01-01')).paging.totalElements, 0);
    for (const query of ['actorId=x', 'dateFrom=x', 'page=0']) {
      assert.equal((await administrator.call(`/beckon/v1/audit?${query}`)).status, 400, query);
    }
  });

  test('is for administrators and, from the next request on, for whoever is made an auditor, as exports are', async () => {
    const reports = `${accountPath}/message-store-report`;
    const paths = ['/beckon/v1/audit', '/beckon/v1/audit/verification', reports];
    const ask = (path: string) => other.call<ErrorBody>(path, path === reports ? { body: {} } : {});
    for (const path of paths) assertRefused(await ask(path), plain(403, 'CMN-408'));
    const assigned = `${accountPath}/extension/${await idText('102')}/assigned-role`;
    const give = (id: string) => administrator.call(assigned, { method: 'PUT', body: { records: [{ id }] } });
    assert.equal((await give('4')).status, 200);
    for (const path of paths) assert.equal((await ask(path)).status, path === reports ? 202 : 200, path);
    assert.equal((await give('3')).status, 200);
    for (const path of paths) assertRefused(await ask(path), plain(403, 'CMN-408'));
  });

  test('is whole for the API and for `beckon audit verify`, beside a running server and without one', async () => {
    const { body } = await administrator.call<Verification>('/beckon/v1/audit/verification');
    assert.equal(body.isWhole, true);
    const says = new RegExp(`: whole, ${body.entryCount} entries, head ${body.head}\n$`);
    const beside = await audit('verify');
    assert.match(beside.stdout, says);
    assert.equal(beside.code, 0);
    const listed = await audit('list', '--count', '3');
    assert.equal(listed.stdout.split('\n').length, 4);
    assert.match(listed.stdout, new RegExp(`^${body.entryCount}\t`));
    await server.stop();
    assert.match((await audit('verify', '--head', body.head)).stdout, says);
  });

  test('that someone changed in the data file makes `beckon audit verify` name the entry and end with 1', async () => {
    const { stdout } = await audit('verify');
    const [, count = '', head = ''] = /whole, (\d+) entries, head (\S+)/.exec(stdout) ?? [];
    const file = new DatabaseSync(join(server.dataDir, 'beckon.sqlite'));
    file.exec('DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_shortened');
    const change = "UPDATE audit SET target = replace(coalesce(target, ''), '1', '2') WHERE number = 3";
    const before_ = file.prepare('SELECT target FROM audit WHERE number = 3').get();
    file.exec(change);
    const changed = await audit('verify');
    assert.equal(changed.code, 1);
    assert.match(changed.stdout, /BROKEN: entry 3 is not as it was written; 2 are whole\n$/);

    file.prepare('UPDATE audit SET target = ? WHERE number = 3').run(before_?.target as string);
    file.exec(`DELETE FROM audit WHERE number = ${count}; UPDATE account SET audit_number = ${count} - 1,
      audit_seal = (SELECT seal FROM audit WHERE number = ${count} - 1)`);
    file.close();
    assert.equal((await audit('verify')).code, 0, 'a trail cut short with care looks whole');
    const cut = await audit('verify', '--head', head);
    assert.equal(cut.code, 1);
    assert.match(cut.stdout, new RegExp(`BROKEN: entry ${count} and all after it are missing`));
  });
});
