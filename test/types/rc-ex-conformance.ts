/** Compiles only while our documents fit the types that `@rc-ex/core` publishes, so that a client's compiler is right. */

import type ApiErrorResponseModel from '@rc-ex/core/definitions/ApiErrorResponseModel';
import type AssignedRolesResource from '@rc-ex/core/definitions/AssignedRolesResource';
import type AuthProfileCheckResource from '@rc-ex/core/definitions/AuthProfileCheckResource';
import type AuthProfileResource from '@rc-ex/core/definitions/AuthProfileResource';
import type BulkRoleAssignResource from '@rc-ex/core/definitions/BulkRoleAssignResource';
import type ConversationInfo from '@rc-ex/core/definitions/ConversationInfo';
import type CreateInternalTextMessageRequest from '@rc-ex/core/definitions/CreateInternalTextMessageRequest';
import type DefaultUserRole from '@rc-ex/core/definitions/DefaultUserRole';
import type ErrorEntity from '@rc-ex/core/definitions/ErrorEntity';
import type ExtensionWithRolesCollectionResource from '@rc-ex/core/definitions/ExtensionWithRolesCollectionResource';
import type FeatureList from '@rc-ex/core/definitions/FeatureList';
import type GetExtensionInfoResponse from '@rc-ex/core/definitions/GetExtensionInfoResponse';
import type GetExtensionListInfoResponse from '@rc-ex/core/definitions/GetExtensionListInfoResponse';
import type GetExtensionListResponse from '@rc-ex/core/definitions/GetExtensionListResponse';
import type GetInternalTextMessageInfoResponse from '@rc-ex/core/definitions/GetInternalTextMessageInfoResponse';
import type GetMessageInfoResponse from '@rc-ex/core/definitions/GetMessageInfoResponse';
import type GetMessageList from '@rc-ex/core/definitions/GetMessageList';
import type GetTokenRequest from '@rc-ex/core/definitions/GetTokenRequest';
import type ListExtensionsParameters from '@rc-ex/core/definitions/ListExtensionsParameters';
import type ListMessagesParameters from '@rc-ex/core/definitions/ListMessagesParameters';
import type MessageAttachmentInfo from '@rc-ex/core/definitions/MessageAttachmentInfo';
import type MessageStoreCallerInfoResponseTo from '@rc-ex/core/definitions/MessageStoreCallerInfoResponseTo';
import type MessagingPagingInfo from '@rc-ex/core/definitions/MessagingPagingInfo';
import type PagerCallerInfoRequest from '@rc-ex/core/definitions/PagerCallerInfoRequest';
import type PermissionCategoryCollectionResource from '@rc-ex/core/definitions/PermissionCategoryCollectionResource';
import type PermissionCollectionResource from '@rc-ex/core/definitions/PermissionCollectionResource';
import type PresenceInfoRequest from '@rc-ex/core/definitions/PresenceInfoRequest';
import type PresenceInfoResponse from '@rc-ex/core/definitions/PresenceInfoResponse';
import type RolesCollectionResource from '@rc-ex/core/definitions/RolesCollectionResource';
import type TokenInfo from '@rc-ex/core/definitions/TokenInfo';
import type UpdateMessageRequest from '@rc-ex/core/definitions/UpdateMessageRequest';
import type { Static, TSchema } from 'typebox';
import type { memberChangeShape } from '../../src/wire/departments.ts';
import type { errorEnvelope } from '../../src/wire/error-envelope.ts';
import type { extensionListShape, extensionShape, extensionStatus, extensionType } from '../../src/wire/extensions.ts';
import type { featureListShape } from '../../src/wire/features.ts';
import type { navigationShape, pagingQuery, pagingShape } from '../../src/wire/lists.ts';
import type {
  availability,
  createMessageShape,
  direction,
  messageListShape,
  messageShape,
  messageType,
  readStatus,
  sentMessageShape,
  updateMessageShape,
} from '../../src/wire/messages.ts';
import type { partyReferenceShape, partyShape } from '../../src/wire/parties.ts';
import type {
  authzCheckShape,
  authzProfileShape,
  categoryListShape,
  permissionListShape,
} from '../../src/wire/permissions.ts';
import type { presenceShape, updatePresenceShape } from '../../src/wire/presence.ts';
import type { assignedRolesShape, defaultRoleShape, roleHoldersShape, roleListShape } from '../../src/wire/roles.ts';
import type { tokenAnswerShape, tokenRequestShape } from '../../src/wire/tokens.ts';

/** Every document of ours is one of theirs. The fields named are always in it: theirs leave out any or all. */
type Answer<Ours extends Theirs & Required<Pick<Theirs, Always>>, Theirs, Always extends keyof Theirs> = Ours;

/** Every document of theirs is one that we accept. */
type Request<Theirs extends Ours, Ours> = Theirs;

/** Whatever they may name, we know. */
type Choice<Theirs extends Static<Ours>, Ours extends TSchema> = Theirs;

/** Their types make every field optional; these are the ones their own documentation calls required. */
type With<T, Fields extends keyof T> = T & Required<Pick<T, Fields>>;

/** In a form or a query every value is text. */
type AsText<T> = { [Field in keyof T]: Exclude<T[Field], undefined> extends number ? string : T[Field] };

type MessageFields =
  | ('id' | 'uri' | 'attachments' | 'availability' | 'conversationId' | 'conversation' | 'creationTime' | 'direction')
  | ('from' | 'lastModifiedTime' | 'messageStatus' | 'pgToDepartment' | 'priority' | 'readStatus' | 'subject' | 'to')
  | 'type';
type ListFields = 'uri' | 'records' | 'navigation' | 'paging';
type ListedFields =
  | 'id'
  | 'uri'
  | 'contact'
  | 'extensionNumber'
  | 'name'
  | 'permissions'
  | 'status'
  | 'type'
  | 'hidden';

export type Answers = [
  Answer<Static<typeof sentMessageShape>, GetInternalTextMessageInfoResponse, MessageFields>,
  Answer<Static<typeof messageShape>, GetMessageInfoResponse, MessageFields | 'extensionId'>,
  Answer<Static<typeof messageListShape>, GetMessageList, ListFields>,
  Answer<Static<typeof messageListShape>['records'][number], GetMessageInfoResponse, MessageFields>,
  Answer<
    Static<typeof messageShape>['attachments'][number],
    MessageAttachmentInfo,
    'id' | 'uri' | 'type' | 'contentType'
  >,
  Answer<Static<typeof messageShape>['conversation'], ConversationInfo, 'id' | 'uri'>,
  Answer<Static<typeof partyShape>, MessageStoreCallerInfoResponseTo, 'extensionNumber' | 'extensionId' | 'name'>,
  Answer<Static<typeof pagingShape>, MessagingPagingInfo, 'page' | 'perPage' | 'totalPages' | 'totalElements'>,
  Answer<Static<typeof navigationShape>, NonNullable<GetMessageList['navigation']>, 'firstPage' | 'lastPage'>,
  Answer<Static<typeof extensionShape>, GetExtensionInfoResponse, ListedFields | 'account' | 'setupWizardState'>,
  Answer<Static<typeof extensionListShape>, GetExtensionListResponse, ListFields>,
  Answer<Static<typeof extensionListShape>['records'][number], GetExtensionListInfoResponse, ListedFields>,
  Answer<Static<typeof errorEnvelope>, ApiErrorResponseModel, 'errors'>,
  Answer<Static<typeof errorEnvelope>['errors'][number], ErrorEntity, 'errorCode' | 'message'>,
  Answer<
    Static<typeof tokenAnswerShape>,
    TokenInfo,
    | ('access_token' | 'token_type' | 'expires_in' | 'refresh_token' | 'refresh_token_expires_in' | 'scope')
    | ('owner_id' | 'endpoint_id')
  >,
  Answer<Static<typeof roleListShape>, RolesCollectionResource, ListFields>,
  Answer<Static<typeof assignedRolesShape>, AssignedRolesResource, 'uri' | 'records'>,
  Answer<Static<typeof roleHoldersShape>, ExtensionWithRolesCollectionResource, ListFields>,
  Answer<Static<typeof defaultRoleShape>, DefaultUserRole, 'uri' | 'id' | 'displayName'>,
  Answer<Static<typeof permissionListShape>, PermissionCollectionResource, ListFields>,
  Answer<Static<typeof categoryListShape>, PermissionCategoryCollectionResource, ListFields>,
  Answer<Static<typeof authzProfileShape>, AuthProfileResource, 'uri' | 'permissions'>,
  Answer<Static<typeof authzCheckShape>, AuthProfileCheckResource, 'uri' | 'successful'>,
  Answer<Static<typeof featureListShape>, FeatureList, 'records'>,
  Answer<
    Static<typeof presenceShape>,
    PresenceInfoResponse,
    'presenceStatus' | 'userStatus' | 'dndStatus' | 'extension'
  >,
];

export type Requests = [
  // Theirs allow a page without a text, which their documentation forbids.
  Request<With<CreateInternalTextMessageRequest, 'text'>, Static<typeof createMessageShape>>,
  Request<PagerCallerInfoRequest, Static<typeof partyReferenceShape>>,
  // Theirs allow an update that says nothing, which their documentation forbids.
  Request<With<UpdateMessageRequest, 'readStatus'>, Static<typeof updateMessageShape>>,
  Request<BulkRoleAssignResource, Static<typeof memberChangeShape>>,
  // Theirs knows a `dndStatus` that is none.
  Request<Omit<PresenceInfoRequest, 'dndStatus'>, Static<typeof updatePresenceShape>>,
  Request<AsText<GetTokenRequest>, Static<typeof tokenRequestShape>>,
  Request<keyof Pick<ListMessagesParameters, 'page' | 'perPage'>, keyof typeof pagingQuery>,
];

/** Kinds of extensions that a company here cannot have. A list filtered by one of them is refused. */
type UnservedType = 'RoomConnector' | 'TieLine' | 'VoiceAppIntegration' | 'WebVoice' | 'Unknown';

export type Choices = [
  Choice<NonNullable<ListMessagesParameters['availability']>[number], typeof availability>,
  Choice<NonNullable<ListMessagesParameters['direction']>[number], typeof direction>,
  Choice<NonNullable<ListMessagesParameters['messageType']>[number], typeof messageType>,
  Choice<NonNullable<ListMessagesParameters['readStatus']>[number], typeof readStatus>,
  Choice<NonNullable<ListExtensionsParameters['status']>[number], typeof extensionStatus>,
  Choice<Exclude<NonNullable<ListExtensionsParameters['type']>[number], UnservedType>, typeof extensionType>,
];
