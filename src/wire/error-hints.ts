/** How whoever writes a client can mend what was refused, where that is not plain from the message. */

import type { ErrorCode, Refusal } from '../domain/errors.ts';

/** Said in the envelope's `hint`, which is an addition of our own: the vendor's SDKs pass over it. */
export const errorHints: Readonly<Partial<Record<ErrorCode, string>>> = {
  'malformed-json': 'Send UTF-8 JSON, nested no deeper than 64 levels, or no body at all',
  'malformed-request':
    'Check the request line, the headers and, in a bulk request, that the body has an entry for every id',
  'payload-too-large': 'A request may have 1 MiB; split it',
  'unsupported-content-encoding': 'Send the body as it is, without Content-Encoding',
  'unsupported-media-type': 'Set Content-Type to the one the operation takes: mostly application/json, forms for OAuth',
  'too-many-items': 'Split the request, or with a path of * put the ids into the body, which takes 1000',
  'unknown-route': 'Compare method and path with /docs; the API lies under /restapi/v1.0',
  'not-offered': 'Beckon serves pages and what lies around them; keep calling the vendor for this',
  'wrong-host': 'Call localhost or 127.0.0.1, or start the server with --public-url naming the address you use',
  'unknown-referenced-resource': 'List whom you can name with GET …/account/~/directory/entries',
  'foreign-extension': 'Use ~ for the extension: everyone has only their own mailbox, administrators too',
  'no-authorization': 'Get a token from POST /restapi/oauth/token, and send it as: Authorization: Bearer TOKEN',
  'bad-authorization': 'Send: Authorization: Bearer TOKEN. Basic is for /restapi/oauth/token alone',
  'unparsable-token': 'Send access_token exactly as it was answered; a JWT credential is not an access token',
  'unknown-token': "The session has ended, or the token is another server's: sign in again",
  'expired-token': 'Renew it with grant_type=refresh_token',
  'missing-app-permission': 'Give the app this permission (PUT /beckon/v1/apps/{clientId}), then sign in again',
  'missing-user-permission': 'An administrator can give the person a role that has it',
  'recipient-number-mismatch': 'Name a recipient by extensionNumber or extensionId; both must be of the same extension',
  'recipient-inactive': 'Leave it out, or page its Department, in which the inactive are skipped',
  'no-department-members': 'Nobody but perhaps the sender is an active member of the Department',
  'department-cannot-send': 'Send as yourself: leave from out',
  'not-a-participant': 'They are no longer on the list or in the Department: start a new thread without replyOn',
  'thread-closed': 'Start a new thread: leave replyOn out',
  'foreign-messages-filter': 'Subscribe as the person whose messages they are: use ~ for account and extension',
  'foreign-account-filter': 'Use ~ for the account',
  'too-many-subscriptions': 'Delete those no longer needed: GET and DELETE …/subscription',
  'connection-taken-up': 'Ask over the connection that took its place, or open one without wsc and subscribe there',
  'too-many-devices': 'GET /beckon/v1/push/devices lists them, DELETE removes one',
  'web-push-off': 'Whoever runs the server turned them off with --web-push off',
  'invalid-filter':
    'A filter is a path such as /restapi/v1.0/account/~/extension/~/message-store, perhaps with a query',
  'reminder-filter-alone': 'Add a filter for what is to be told',
  'unreachable-webhook':
    'The address must be reachable from the server and answer a POST with 200 within 3 seconds, without a redirect',
  'bad-webhook-answer':
    'Copy the Validation-Token header of the request into the answer, and answer at most 1024 bytes',
  'blacklisted-subscription': 'POST /beckon/v1/subscriptions/{id}/resume asks the address again',
  'rate-exceeded':
    'Ask nothing for Retry-After seconds: what a person asks with an app before that begins the wait anew. X-Rate-Limit headers name the limit; an app can be given others (rateLimits, PUT /beckon/v1/apps/{clientId}), the server by --rate-limits',
  'too-many-active-requests': 'Wait for answers before asking more over the same WebSocket: ten at a time',
  'too-many-connections': 'Close WebSockets no longer used, or sign in again for another session',
  held: 'GET /beckon/v1/holds lists the holds; once this one is released, ask again',
  'invalid-people-file':
    'Send CSV in UTF-8 or UTF-16 whose first line names the columns: extensionNumber, firstName, lastName, email, departments …',
  'invalid-sync-token': 'Begin anew with syncType=FSync',
  'idempotency-key-reused': 'Make a new key for each new request, and keep it only for repeating that one',
  'written-too-long-ago':
    'Write it anew, under another Idempotency-Key: whether the page was sent is known for 31 days, and nothing is sent twice',
  'invalid-client':
    'Check the client id and secret (./beckon apps lists apps; in the demo they are in demo.env). Confidential apps prove themselves by a Basic header or client_secret; public apps send client_id alone',
  'invalid-grant': "The code or refresh token was used before, has run out, or is another app's: sign in again",
  'bad-credentials':
    'The user name is the extension number or e-mail address; the person may have no password yet (./beckon invite), or there were too many failed tries: then wait before the next',
  'shared-address':
    'Several people have this e-mail address: sign in with the extension number, and have each given an address of their own',
  'inactive-person': 'An administrator can set the person to Enabled again (PUT …/extension/{extensionId} with status)',
  'credential-over': 'Make another with POST /beckon/v1/credentials, or in the settings of the web app',
  'invalid-assertion':
    'The JWT must be one that this server made (POST /beckon/v1/credentials), for a person of the same company as the app',
  'invalid-oauth-request': 'Send the parameters as a form in the body (application/x-www-form-urlencoded)',
  'unsupported-grant-type':
    'Use authorization_code, refresh_token, password or urn:ietf:params:oauth:grant-type:jwt-bearer',
  'unauthorized-client': 'Allow the app this grant (PUT /beckon/v1/apps/{clientId})',
  overloaded: 'Try again after Retry-After seconds; with the same Idempotency-Key a page is never sent twice',
  'data-gone':
    'Whoever runs the server has to put the data folder back and start it again: /readyz says what is missing',
  'clock-out-of-bounds':
    'Try again after Retry-After seconds; whoever runs the server sees at /readyz what is wrong with its clock',
};

/** Where the parameter says more than the code does. */
const parameterHints: Readonly<Record<string, string>> = {
  'unknown-referenced-resource replyOn':
    'Reply to a message of your own mailbox (GET …/message-store): everyone has an id of their own for the same page',
  'invalid-parameter deliveryMode.transportType':
    'Use WebHook, or WebSocket over a connection (POST /restapi/oauth/wstoken): PubNub, APNS and GCM are not offered',
};

export function hintOf({ code, parameter }: Pick<Refusal, 'code' | 'parameter'>): string | undefined {
  return parameterHints[`${code} ${parameter}`] ?? errorHints[code];
}
