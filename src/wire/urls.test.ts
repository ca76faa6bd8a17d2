/** The path in front of every other: what is taken away of an address that is asked for, and what it may be. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canBeBasePath, createUrls } from './urls.ts';

const cases: readonly (readonly [publicUrl: string, asked: string, meant: string])[] = [
  ['https://host', '/app/', '/app/'],
  ['https://host', '/pager/app/', '/pager/app/'],
  ['https://host/pager', '/pager/app/?search=a', '/app/?search=a'],
  ['https://host/pager', '/app/', '/app/'],
  ['https://host/pager', '/pager', '/'],
  ['https://host/pager', '/pager/', '/'],
  ['https://host/pager', '/pager?beside', '/?beside'],
  ['https://host/pager', '/', '/'],
  ['https://host/pager', '/pagers/app/', '/pagers/app/'],
  ['https://host/pager', '/restapi/pager/app', '/restapi/pager/app'],
  ['https://host/a/b', '/a/b/ws?access_token=1', '/ws?access_token=1'],
  ['https://host/beckon', '/beckon/v1/server', '/beckon/v1/server'],
  ['https://host/beckon', '/beckon/beckon/v1/server', '/beckon/v1/server'],
  ['https://host/beckon', '/beckon/app', '/app'],
  ['https://host/application', '/application/app', '/app'],
  ['', '/app/', '/app/'],
];
for (const [publicUrl, asked, meant] of cases) {
  test(`at ${publicUrl || 'an address that is not known yet'}, ${asked} means ${meant}`, () => {
    assert.equal(createUrls(() => publicUrl).withoutBasePath(asked), meant);
  });
}

test('no path in front may be taken for one of ours', () => {
  for (const path of ['/', '/pager', '/beckon', '/beckon/paging', '/application']) assert.ok(canBeBasePath(path), path);
  for (const path of ['/app', '/app/x', '/restapi', '/beckon/v1', '/beckon/v1/x', '/docs', '/ws', '/.well-known'])
    assert.equal(canBeBasePath(path), false, path);
});
