/** What the API answers, by its own shapes. */

import type { Static, TSchema } from 'typebox';
import type { invitationShape } from '../../../src/wire/credentials.ts';
import type { departmentListShape } from '../../../src/wire/departments.ts';
import type { extensionListShape, extensionShape } from '../../../src/wire/extensions.ts';
import type { pagingShape } from '../../../src/wire/lists.ts';
import type { MailboxNews, messageShape, syncShape } from '../../../src/wire/messages.ts';
import type { partyShape } from '../../../src/wire/parties.ts';
import type { authzProfileShape } from '../../../src/wire/permissions.ts';
import type { serverShape } from '../../../src/wire/servers.ts';

type Frozen<T> = T extends readonly (infer One)[]
  ? readonly Frozen<One>[]
  : T extends object
    ? { readonly [Field in keyof T]: Frozen<T[Field]> }
    : T;

/** An answer of this shape, which nobody changes. */
export type Answer<Shape extends TSchema> = Frozen<Static<Shape>>;

/** As people are named here before the server has answered, by the number alone. */
export type Party = Partial<Answer<typeof partyShape>> & Pick<Answer<typeof partyShape>, 'extensionNumber'>;

export type MessageJson = Answer<typeof messageShape>;
export type ReadStatus = MessageJson['readStatus'];
export type Availability = MessageJson['availability'];

export type SyncInfo = Answer<typeof syncShape>['syncInfo'];
/** What a sync says of one message: all of it, or only that it is gone. */
export type SyncRecord = Partial<MessageJson> & Pick<MessageJson, 'id' | 'conversationId' | 'availability'>;
export interface SyncJson {
  readonly records: readonly SyncRecord[];
  readonly syncInfo: SyncInfo;
}
/** The body of a notification about messages: with what changed, unless that is too much. */
export interface MessagesNews {
  readonly records?: readonly SyncRecord[];
  readonly syncInfo?: MailboxNews['syncInfo'];
}

/** One alone is told of more fully than one of a list. */
export type ExtensionJson = Answer<typeof extensionListShape>['records'][number] &
  Partial<Answer<typeof extensionShape>>;
export type ExtensionStatus = ExtensionJson['status'];
export type ContactJson = ExtensionJson['contact'];

export type DepartmentJson = Answer<typeof departmentListShape>['records'][number] & {
  readonly status: ExtensionStatus;
};
export type InvitationJson = Answer<typeof invitationShape>;
export type AuthorizationProfileJson = Answer<typeof authzProfileShape>;
/** What a page of this server's own may know before anyone has signed in. */
export type ServerJson = Answer<typeof serverShape>;

export interface ListJson<T> {
  readonly records: readonly T[];
  readonly paging: Answer<typeof pagingShape>;
}
