/** Pages that people send in tests, and how they sign out. */

import assert from 'node:assert/strict';
import type { Page } from './expected-page.ts';
import { mine, type Person } from './person.ts';
import type { Target } from './server-process.ts';

export const draft = (text: string, ...numbers: string[]) => ({
  to: numbers.map((extensionNumber) => ({ extensionNumber })),
  text,
});

export async function page(from: Person, text: string, ...to: string[]): Promise<Page> {
  const { status, text: said, body } = await from.call<Page>(`${mine}/company-pager`, { body: draft(text, ...to) });
  assert.equal(status, 200, said);
  return body;
}

export async function signOut(target: Target, person: Person): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${target.env.RINGCENTRAL_CLIENT_ID}:${target.env.RINGCENTRAL_CLIENT_SECRET}`).toString('base64')}`;
  const body = new URLSearchParams({ token: person.tokens.access_token });
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const { status } = await person.call('/restapi/oauth/revoke', { body, headers });
  assert.equal(status, 200);
}
