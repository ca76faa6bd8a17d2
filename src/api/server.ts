/** The HTTP server: which operations there are, and what happens around each of them. */

import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import {
  type BoundedServer,
  type BoundedServerOptions,
  createBoundedServer,
  maxHeaderBytes,
} from '../connections/bounded-server.ts';
import { DomainError } from '../domain/errors.ts';
import { assignMultipleCallQueueMembers } from './assign-multiple-call-queue-members.ts';
import { assignMultipleDepartmentMembers } from './assign-multiple-department-members.ts';
import { assignMultipleUserRoles } from './assign-multiple-user-roles.ts';
import { createApp, deleteApp, listApps, rotateAppSecret, updateApp } from './beckon/apps.ts';
import { changeParticipants } from './beckon/change-participants.ts';
import { changePassword } from './beckon/change-password.ts';
import { createInvitation } from './beckon/create-invitation.ts';
import { importPeople } from './beckon/import-people.ts';
import { listDeliveries } from './beckon/list-deliveries.ts';
import { listDepartments } from './beckon/list-departments.ts';
import { listExports } from './beckon/list-exports.ts';
import { listHolds } from './beckon/list-holds.ts';
import { listSubscriptionOverviews } from './beckon/list-subscription-overviews.ts';
import { createOwnCredential, listOwnCredentials, revokeOwnCredential } from './beckon/own-credentials.ts';
import { endOwnSession, endOwnSessions, listOwnSessions } from './beckon/own-sessions.ts';
import { placeHold } from './beckon/place-hold.ts';
import { listPushDevices, readPush, registerPushDevice, removePushDevice, testPush } from './beckon/push.ts';
import { readActivity } from './beckon/read-activity.ts';
import { readAuditTrail } from './beckon/read-audit-trail.ts';
import { readDelivery } from './beckon/read-delivery.ts';
import { readDemo } from './beckon/read-demo.ts';
import { readErasure } from './beckon/read-erasure.ts';
import { readManagers } from './beckon/read-managers.ts';
import { readMessageStoreSettings } from './beckon/read-message-store-settings.ts';
import { readParticipants } from './beckon/read-participants.ts';
import { readSent } from './beckon/read-sent.ts';
import { readServer } from './beckon/read-server.ts';
import { readTimeline } from './beckon/read-timeline.ts';
import { releaseHold } from './beckon/release-hold.ts';
import { replayDeliveries } from './beckon/replay-deliveries.ts';
import { replayDelivery } from './beckon/replay-delivery.ts';
import { requestErasure } from './beckon/request-erasure.ts';
import { resumeSubscription } from './beckon/resume-subscription.ts';
import { setManagers } from './beckon/set-managers.ts';
import { updateMessageStoreSettings } from './beckon/update-message-store-settings.ts';
import { verifyAuditTrail } from './beckon/verify-audit-trail.ts';
import { bulkDeleteUsersV2 } from './bulk-delete-users.ts';
import { createExtension } from './create-extension.ts';
import { createInternalTextMessage } from './create-internal-text-message.ts';
import { createMessageStoreReport } from './create-message-store-report.ts';
import { createSubscription } from './create-subscription.ts';
import { deleteExtension } from './delete-extension.ts';
import { deleteMessage } from './delete-message.ts';
import { deleteMessageByFilter } from './delete-message-by-filter.ts';
import { deleteSubscription } from './delete-subscription.ts';
import { listAssignedRoles } from './list-assigned-roles.ts';
import { listCallQueueMembers } from './list-call-queue-members.ts';
import { listCallQueues } from './list-call-queues.ts';
import { listDepartmentMembers } from './list-department-members.ts';
import { listCountries, listDialingPlans, readCountry } from './list-dialing-plans.ts';
import { listDirectoryContacts, listDirectoryEntries } from './list-directory-entries.ts';
import { listExtensionDevices, readExtensionCallerId } from './list-extension-devices.ts';
import { listExtensions } from './list-extensions.ts';
import { listMessages } from './list-messages.ts';
import { listOfAvailableForAssigningRoles } from './list-of-available-for-assigning-roles.ts';
import { listPermissionCategories, readPermissionCategory } from './list-permission-categories.ts';
import { listPermissions, readPermission } from './list-permissions.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import { listUserAssignedRoles } from './list-user-assigned-roles.ts';
import { listStandardUserRole, listUserRoles, readStandardUserRole, readUserRole } from './list-user-roles.ts';
import { authorize, authorize2 } from './oauth/authorize.ts';
import { createWebsocketToken } from './oauth/create-websocket-token.ts';
import { getToken } from './oauth/get-token.ts';
import { revokeToken } from './oauth/revoke-token.ts';
import { answerPageErrors } from './pages/answer-page-errors.ts';
import { serveErrorsPage } from './pages/errors-page.ts';
import { serveStyle } from './pages/serve-style.ts';
import { parsePhoneNumber, parsePhoneNumberV2 } from './parse-phone-number.ts';
import { readAccountInfo, readAccountInfoV2 } from './read-account-info.ts';
import { readAccountPresence } from './read-account-presence.ts';
import { readApiStatus, readApiVersion, readApiVersions } from './read-api-versions.ts';
import { checkUserPermission, readAuthorizationProfile } from './read-authorization-profile.ts';
import { readCallQueueInfo } from './read-call-queue-info.ts';
import { readConversation } from './read-conversation.ts';
import { readDirectoryEntry } from './read-directory-entry.ts';
import { discovery } from './read-discovery.ts';
import { readExtension } from './read-extension.ts';
import { readExtensionFeatures } from './read-extension-features.ts';
import { readMessage } from './read-message.ts';
import { readMessageContent } from './read-message-content.ts';
import { readMessageStoreConfiguration } from './read-message-store-configuration.ts';
import { readMessageStoreReportArchive } from './read-message-store-report-archive.ts';
import { readMessageStoreReportArchiveContent } from './read-message-store-report-archive-content.ts';
import { readMessageStoreReportTask } from './read-message-store-report-task.ts';
import { readSubscription } from './read-subscription.ts';
import { readUserPresenceStatus } from './read-user-presence-status.ts';
import { readScaledProfileImage, readUserProfileImage } from './read-user-profile-image.ts';
import { renewSubscription } from './renew-subscription.ts';
import { searchDirectoryEntries } from './search-directory-entries.ts';
import { answerClientError, answerError, answerErrors } from './shared/answer-errors.ts';
import { authenticate } from './shared/authenticate.ts';
import type { Beckon } from './shared/beckon.ts';
import { compileLazily } from './shared/compile-lazily.ts';
import { crossOrigin } from './shared/cross-origin.ts';
import { describeApi } from './shared/describe-api.ts';
import { health } from './shared/health.ts';
import { isFailedProof, limitRates } from './shared/limit-rates.ts';
import { noticeProxies } from './shared/notice-proxies.ts';
import { observeRequests } from './shared/observe-requests.ts';
import { type Call, jsonType, type Operation } from './shared/operation.ts';
import { parseBodies } from './shared/parse-bodies.ts';
import { recordRequests } from './shared/record-requests.ts';
import { RequestLog, requestId } from './shared/request-log.ts';
import { secure, secureAnswers } from './shared/secure-answers.ts';
import { serveWeb } from './shared/serve-web.ts';
import { spell, spellHeaders } from './shared/spell-headers.ts';
import { acceptInvitation, showInvitation } from './sign-in/accept-invitation.ts';
import { guardPasswords } from './sign-in/guard-passwords.ts';
import { signIn } from './sign-in/sign-in.ts';
import { syncMessages } from './sync-messages.ts';
import { updateCallQueueInfo } from './update-call-queue-info.ts';
import { readDefaultRole, updateDefaultUserRole } from './update-default-user-role.ts';
import { updateExtension } from './update-extension.ts';
import { patchMessage, updateMessage } from './update-message.ts';
import { updateMessageStoreConfiguration } from './update-message-store-configuration.ts';
import { updateSubscription } from './update-subscription.ts';
import { assignDefaultRole, updateUserAssignedRoles } from './update-user-assigned-roles.ts';
import { updateUserCallQueues } from './update-user-call-queues.ts';
import { updateUserPresenceStatus } from './update-user-presence-status.ts';

/** Every operation that is served. */
export const operations: readonly Operation[] = [
  createInternalTextMessage,
  listMessages,
  syncMessages,
  readMessage,
  updateMessage,
  patchMessage,
  deleteMessage,
  deleteMessageByFilter,
  readMessageContent,
  readConversation,
  readParticipants,
  changeParticipants,
  readDelivery,
  readSent,
  readMessageStoreConfiguration,
  updateMessageStoreConfiguration,
  readMessageStoreSettings,
  updateMessageStoreSettings,
  listSubscriptionOverviews,
  listDeliveries,
  replayDelivery,
  replayDeliveries,
  resumeSubscription,
  listHolds,
  placeHold,
  releaseHold,
  requestErasure,
  readErasure,
  readAccountInfo,
  readAccountInfoV2,
  listExtensions,
  createExtension,
  readExtension,
  updateExtension,
  deleteExtension,
  bulkDeleteUsersV2,
  updateUserCallQueues,
  listCallQueues,
  readCallQueueInfo,
  updateCallQueueInfo,
  listCallQueueMembers,
  assignMultipleCallQueueMembers,
  listDepartmentMembers,
  assignMultipleDepartmentMembers,
  readManagers,
  setManagers,
  listDepartments,
  importPeople,
  listDirectoryEntries,
  listDirectoryContacts,
  readDirectoryEntry,
  searchDirectoryEntries,
  readAuthorizationProfile,
  checkUserPermission,
  readExtensionFeatures,
  readUserPresenceStatus,
  readAccountPresence,
  updateUserPresenceStatus,
  listDialingPlans,
  listCountries,
  readCountry,
  readUserProfileImage,
  readScaledProfileImage,
  listExtensionDevices,
  readExtensionCallerId,
  parsePhoneNumber,
  parsePhoneNumberV2,
  listUserRoles,
  readDefaultRole,
  updateDefaultUserRole,
  readUserRole,
  assignMultipleUserRoles,
  listAssignedRoles,
  listUserAssignedRoles,
  updateUserAssignedRoles,
  assignDefaultRole,
  listOfAvailableForAssigningRoles,
  listPermissions,
  readPermission,
  listPermissionCategories,
  readPermissionCategory,
  listStandardUserRole,
  readStandardUserRole,
  createMessageStoreReport,
  readMessageStoreReportTask,
  readMessageStoreReportArchive,
  readMessageStoreReportArchiveContent,
  listExports,
  readAuditTrail,
  verifyAuditTrail,
  readActivity,
  listSubscriptions,
  createSubscription,
  readSubscription,
  updateSubscription,
  deleteSubscription,
  renewSubscription,
  readPush,
  listPushDevices,
  registerPushDevice,
  removePushDevice,
  testPush,
  authorize,
  authorize2,
  signIn,
  getToken,
  revokeToken,
  createWebsocketToken,
  listOwnSessions,
  endOwnSession,
  endOwnSessions,
  listOwnCredentials,
  createOwnCredential,
  revokeOwnCredential,
  changePassword,
  createInvitation,
  showInvitation,
  acceptInvitation,
  listApps,
  createApp,
  updateApp,
  rotateAppSecret,
  deleteApp,
  readServer,
  ...discovery,
  readDemo,
  readTimeline,
  readApiVersions,
  readApiVersion,
  readApiStatus,
];

const maxBodyBytes = 1024 * 1024;

/** How the server is reached, where that is not by plain HTTP from this machine. */
export interface Hosting extends BoundedServerOptions {
  /** Addresses and networks of proxies that are believed about whom they ask for. */
  readonly trustedProxies?: readonly string[];
  /** Names that the server answers to besides those of this machine; to any if absent. */
  readonly hostNames?: readonly string[];
}

/** A server that does not listen yet. */
export async function createServer(
  beckon: Beckon,
  log: FastifyBaseLogger,
  hosting: Hosting = {},
): Promise<FastifyInstance> {
  const { trustedProxies = [], hostNames } = hosting;
  let bounded: BoundedServer | undefined;
  const app = fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: maxBodyBytes,
    serverFactory: (put: RequestListener) => {
      bounded = createBoundedServer(put, log, hosting);
      return bounded.server;
    },
    clientErrorHandler: (error, socket) => bounded?.connections.failed(socket, () => answerClientError(error, socket)),
    // Who asked is believed from these alone; without any, whoever connected is taken for whoever asked.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      reply.header('RCRequestId', request.id);
      secure(reply, beckon);
      spell(reply);
      answerError(error, request, reply);
    },
    rewriteUrl: ({ url = '/' }) => beckon.urls.withoutBasePath(url),
    // A server's address with a slash at its end makes two of them.
    routerOptions: { maxParamLength: maxHeaderBytes, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    return503OnClosing: false,
  } as FastifyServerOptions) as FastifyInstance;
  app.addHook('onSend', async ({ raw }, reply) => {
    if (!beckon.isDraining?.()) return;
    // Nobody is to ask over it any more; what was asked already is answered first.
    if (bounded?.connections.of(raw.socket)?.hasAskedMore) reply.raw.removeHeader('connection');
    else reply.header('connection', 'close');
  });
  await app.register(compileLazily);
  await app.register(requestId);
  await app.register(noticeProxies, { beckon, isBehindProxy: trustedProxies.length > 0 });
  await app.register(secureAnswers, { beckon, hostNames });
  await app.register(answerErrors);
  await app.register(crossOrigin);
  await app.register(recordRequests, { beckon });
  await app.register(observeRequests, { beckon });
  await app.register(parseBodies);
  await app.register(limitRates, { beckon });
  await app.register(authenticate, { beckon });
  await app.register(guardPasswords, { beckon });
  await app.register(spellHeaders);
  await app.register(describeApi, { beckon });
  await app.register(health, { beckon });
  await app.register(serveStyle);
  await app.register(serveErrorsPage, { beckon });
  await app.register(serveWeb, { beckon });
  for (const operation of operations) mount(app, operation, beckon);
  return app;
}

function mediaTypeOf({ headers }: FastifyRequest): string {
  return headers['content-type']?.toLowerCase() ?? '';
}

function mount(app: FastifyInstance, operation: Operation, beckon: Beckon): void {
  const { operationId, summary, tag, method, path, access, consumes = [jsonType], schema, isPage = false } = operation;
  app.route({
    method,
    url: path,
    config: { operation },
    schema: {
      ...{ operationId, summary, tags: [tag], security: access === 'public' ? [] : [{ bearer: [] }] },
      ...(schema.body ? { consumes } : {}),
      ...schema,
    },
    ...(isPage ? { errorHandler: answerPageErrors(beckon) } : {}),
    // An operation that takes a body reads a missing one as an empty object, and then says what it lacks.
    preValidation: async (request) => {
      if (!schema.body) return;
      if (request.body === undefined || request.body === null) request.body = {};
      else if (!consumes.some((type) => mediaTypeOf(request).startsWith(type))) {
        throw new DomainError({ code: 'unsupported-media-type' });
      }
    },
    handler: async (request, reply) => {
      const { params, query, body, grant } = request;
      try {
        return await operation.handle({ params, query, body, grant, request, reply } as unknown as Call, beckon);
      } catch (error) {
        if (isFailedProof(error)) app.rates.countFailedProof(request);
        throw error;
      }
    },
  });
}
