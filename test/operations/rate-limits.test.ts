/** How many requests are answered: of whom, in which group, and what every answer says of it. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Answer, type Company, mailbox, type ServedCompany, serveCompany } from '../simulation/served-company.ts';

const rateLimits = { Light: 3, Medium: 2, Heavy: 1, Auth: 2, address: 4, requests: 12, documents: 5, windowS: 60 };

/** A company of its own for each test, and its clock. */
function limited(
  name: string,
  body: (company: ServedCompany, clock: { nowMs(): number; pass(s: number): void }) => Promise<void>,
  options: Partial<Company> = {},
): void {
  test(name, async () => {
    let now = 1_700_000_000_000;
    const clock = {
      nowMs: () => now,
      pass(s: number) {
        now += s * 1000;
      },
    };
    const company = await serveCompany({ people: ['101', '102'], departments: [], rateLimits, ...options }, clock);
    try {
      await body(company, clock);
    } finally {
      await company.close();
    }
  });
}

const light = `${mailbox}/message-store`;

function rateOf({ status, headers }: Answer) {
  const [group, limit, remaining, window] = ['group', 'limit', 'remaining', 'window'].map(
    (name) => headers[`x-rate-limit-${name}`],
  );
  return { status, group, limit: Number(limit), remaining: Number(remaining), window: Number(window) };
}

describe('requests of someone signed in', () => {
  limited('each answer says what is left, refusals of other kinds too', async (company) => {
    assert.deepEqual(rateOf(await company.call('101', 'GET', light)), {
      ...{ status: 200, group: 'light', limit: 3, remaining: 2, window: 60 },
    });
    const paths = [`${light}/1`, `/restapi/v1.0/account/~/extension/${company.idOf('102')}/message-store`];
    for (const [index, path] of paths.entries()) {
      const { remaining, status } = rateOf(await company.call('101', 'GET', path));
      assert.deepEqual([status, remaining], [[404, 403][index], 1 - index]);
    }
  });

  limited('one too many is refused in the vendor’s words, and nothing is done', async (company) => {
    const send = () =>
      company.call('101', 'POST', `${mailbox}/company-pager`, { to: [{ extensionNumber: '102' }], text: '!' });
    assert.deepEqual([(await send()).status, (await send()).status], [200, 200]);
    const { status, headers, body } = await send();
    assert.equal(status, 429);
    const { hint, ...inVendorsWords } = body;
    assert.deepEqual(inVendorsWords, {
      errorCode: 'CMN-301',
      message: 'Request rate exceeded',
      errors: [{ errorCode: 'CMN-301', message: 'Request rate exceeded' }],
    });
    assert.match(String(hint), /^Ask nothing for Retry-After seconds: what a person asks with an app/);
    assert.equal(headers['retry-after'], '60');
    assert.match(String(headers['www-authenticate']), /error="CMN-301"/);
    assert.equal(Number(headers['x-rate-limit-remaining']), 0);
    assert.ok(headers.rcrequestid);
    const { body: list } = await company.call('102', 'GET', light);
    assert.equal((list.paging as { totalElements: number }).totalElements, 2);
  });

  limited('a request during the penalty begins it again; a quiet minute ends it', async (company, clock) => {
    const statusAfter = async (s: number) => {
      clock.pass(s);
      return (await company.call('101', 'POST', '/restapi/v1.0/account/~/directory/entries/search', {})).status;
    };
    const passed = [await statusAfter(0), await statusAfter(1), await statusAfter(59), await statusAfter(59)];
    assert.deepEqual(passed, [200, 429, 429, 429]);
    assert.equal(await statusAfter(60), 200);
  });

  limited('groups, and people, are counted alone', async (company) => {
    for (let count = 0; count < 4; count++) await company.call('101', 'GET', light);
    assert.equal((await company.call('101', 'GET', light)).status, 429);
    assert.equal((await company.call('101', 'GET', '/restapi/v1.0/account/~/extension')).status, 200);
    assert.equal((await company.call('102', 'GET', light)).status, 200);
  });

  limited('signing in again gives nobody a new allowance', async (company) => {
    for (let count = 0; count < 3; count++) await company.call('101', 'GET', light);
    await company.signIn('101');
    assert.equal((await company.call('101', 'GET', light)).status, 429);
  });

  limited('what is said of the server itself is not counted', async (company) => {
    const answer = await company.call('101', 'GET', '/restapi/v1.0/status');
    assert.equal(answer.headers['x-rate-limit-group'], undefined);
  });

  limited(
    'an app’s own limits come before the server’s',
    async (company) => {
      assert.equal(rateOf(await company.call('101', 'GET', light)).limit, 100);
      assert.equal(rateOf(await company.call('101', 'GET', '/restapi/v1.0/account/~/extension')).limit, 2);
    },
    { appRateLimits: { Light: 100 } },
  );
});

describe('attempts to sign in', () => {
  const attempt = (company: ServedCompany, assertion: string) =>
    company.form('/restapi/oauth/token', {
      ...{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id: 'app', assertion },
    });

  limited('with the same proof are few', async (company) => {
    assert.deepEqual(rateOf(await attempt(company, 'a')), {
      ...{ status: 400, group: 'auth', limit: 2, remaining: 1, window: 60 },
    });
    await attempt(company, 'a');
    assert.equal((await attempt(company, 'a')).status, 429);
    assert.equal((await attempt(company, 'b')).status, 400);
  });

  limited('that fail are limited by address, whatever they offer', async (company) => {
    const statuses: number[] = [];
    for (const proof of ['a', 'b', 'c', 'd', 'e']) statuses.push((await attempt(company, proof)).status);
    assert.deepEqual(statuses, [400, 400, 400, 400, 429]);
  });
});

test('without limits nobody is refused, and what is said leaves room for more than anyone asks', async () => {
  const company = await serveCompany({ people: ['101'], departments: [] }, { nowMs: () => 1_700_000_000_000 });
  for (let count = 0; count < 60; count++) {
    const { status, headers } = await company.call('101', 'GET', light);
    const remaining = String(100_000 - 1 - count);
    assert.deepEqual(
      [status, headers['x-rate-limit-limit'], headers['x-rate-limit-remaining']],
      [200, '100000', remaining],
    );
  }
  await company.close();
});

describe('what is there for anyone', () => {
  limited('counts for the address that asks, until the window is over', async (company, clock) => {
    const statusOf = async (path: string) => (await company.call('101', 'GET', path)).status;
    for (const path of ['/openapi.json', '/docs/json', '/restapi', '/.well-known/nothing', '/docs/errors']) {
      assert.notEqual(await statusOf(path), 429, path);
    }
    assert.deepEqual([await statusOf('/openapi.json'), await statusOf('/nowhere')], [429, 429]);
    assert.equal(await statusOf('/healthz'), 200);
    assert.equal((await company.call('101', 'GET', light)).status, 200);
    clock.pass(60);
    assert.equal(await statusOf('/openapi.json'), 200);
  });
});
