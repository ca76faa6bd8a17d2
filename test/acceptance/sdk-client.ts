/** What the suite asks of an official SDK: one of these for each, made of nothing but the SDK's own calls. */

import type { Page, PageList } from './expected-page.ts';
import type { Tokens } from './person.ts';
import type { Refused } from './refusal.ts';
import type { Target } from './server-process.ts';

export interface SessionTokens extends Tokens {
  readonly token_type: string;
  readonly expires_in: number;
  readonly refresh_token_expires_in: number;
  readonly scope: string;
  readonly owner_id: string;
  readonly endpoint_id: string;
  readonly session_id: string;
}

export interface Party {
  readonly extensionNumber?: string;
  readonly extensionId?: string;
}

export interface PageRequest {
  readonly to: Party[];
  readonly from?: Party;
  readonly text: string;
}

export interface Account {
  readonly id: number;
  readonly uri: string;
  readonly status: string;
}

export interface Extension {
  readonly id: number;
  readonly uri: string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly contact: { readonly firstName: string; readonly lastName: string };
}

export interface Content {
  readonly contentType: unknown;
  readonly text: string;
}

/** An SDK signed in as one person. `mailbox` is an extension's id; `~` is the person's own. */
export interface SdkClient {
  tokens(): Promise<SessionTokens>;
  sendPage(request: PageRequest): Promise<Page>;
  listMessages(query: { conversationId?: string }, mailbox?: string): Promise<PageList>;
  readMessage(id: number, mailbox?: string): Promise<Page>;
  markAs(readStatus: 'Read' | 'Unread', id: number, mailbox?: string): Promise<Page>;
  readAccount(): Promise<Account>;
  readExtension(): Promise<Extension>;
  listExtensions(): Promise<{ readonly records: readonly Extension[] }>;
  /** The document at an address that an answer carried. */
  follow(uri: string): Promise<unknown>;
  followContent(uri: string): Promise<Content>;
  /** With the newest refresh token, unless another is given. */
  refresh(refreshToken?: string): Promise<SessionTokens>;
  logout(): Promise<void>;
  /** What the server said as it refused a call. Throws whatever went wrong otherwise. */
  refusalFrom(error: unknown): Promise<Refused>;
}

export type Connect = (target: Target, jwt: string) => Promise<SdkClient>;

/** Waits for a call to be refused, and gives what the server said. */
export async function refusalOf(client: SdkClient, refused: Promise<unknown>): Promise<Refused> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  refused.then(() => reject(new Error('the call was not refused')), resolve);
  return await client.refusalFrom(await promise);
}
