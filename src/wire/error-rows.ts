/** Each refusal in the vendor's words: one row a code. A code without a row does not compile. */

import type { ErrorCode, Refusal } from '../domain/errors.ts';

/**
 * How a row is wrapped: `parameter` errors say `InvalidParameter` on top and the code inside, `token` errors
 * `TokenInvalid`, `permission` errors `InsufficientPermissions`; `plain` ones repeat the code; `oauth` ones add the
 * fields of RFC 6749. (WIRE contract, section 4.) What refuses a page is `plain`: the vendor's own message sender shows
 * nothing at all when `InvalidParameter` stands above a code that it does not know.
 */
export type Envelope = 'parameter' | 'token' | 'permission' | 'plain' | { readonly oauth: string };

export interface ErrorRow {
  readonly status: number;
  readonly vendorCode: string;
  readonly envelope: Envelope;
  readonly message: (refusal: Refusal) => string;
}

const named = ({ subject }: Refusal): string => (subject === undefined ? '' : ` (${subject})`);
const parameterIn = ({ parameter }: Refusal): string => `Parameter [${parameter ?? ''}] value`;

export const errorRows = {
  'malformed-json': row(400, 'CMN-103', 'plain', () => "The request body can't be parsed as JSON"),
  'malformed-request': row(400, 'CMN-104', 'plain', () => "The request can't be parsed"),
  'payload-too-large': row(413, 'CMN-104', 'plain', () => 'The request body is larger than the server accepts'),
  'unsupported-media-type': row(415, 'CMN-104', 'plain', () => 'The content type of the request is not supported here'),
  'unsupported-content-encoding': row(
    415,
    'CMN-104',
    'plain',
    () => 'The body of the request is compressed; nothing was read of it',
  ),
  'invalid-parameter': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid${named(refusal)}`,
  ),
  'too-many-items': row(400, 'CMN-106', 'parameter', ({ subject }) => `The request names more than ${subject} items`),
  'unknown-route': row(404, 'CMN-120', 'plain', () => 'Invalid URI: nothing is served at this address'),
  'not-offered': row(501, 'BKN-501', 'plain', () => 'This operation is not part of a paging server and is not offered'),
  'wrong-host': row(421, 'BKN-421', 'plain', () => 'The server does not answer to the name in the Host header'),
  'range-not-satisfiable': row(416, 'CMN-107', 'plain', () => 'The requested range cannot be satisfied'),
  'unknown-resource': row(
    404,
    'CMN-102',
    'plain',
    ({ parameter }) => `Resource for parameter [${parameter ?? ''}] is not found`,
  ),
  'unknown-referenced-resource': row(
    400,
    'CMN-102',
    'parameter',
    (refusal) => `Resource for parameter [${refusal.parameter ?? ''}] is not found${named(refusal)}`,
  ),
  'foreign-extension': row(403, 'CMN-404', 'plain', () => 'The request tries to use the mailbox of another extension'),
  'no-authorization': row(401, 'AGW-401', 'plain', () => 'The Authorization header is missing'),
  'bad-authorization': row(401, 'AGW-402', 'plain', () => 'The Authorization header is not a Bearer token'),
  'unparsable-token': row(401, 'OAU-149', 'token', () => "The access token can't be parsed"),
  'unknown-token': row(401, 'OAU-213', 'token', () => 'Token not found'),
  'expired-token': row(401, 'OAU-128', 'token', () => 'The access token has expired'),
  'missing-app-permission': row(
    403,
    'CMN-401',
    'permission',
    ({ subject }) => `In order to call this API endpoint, the application needs the [${subject}] permission`,
  ),
  'missing-user-permission': row(
    403,
    'CMN-408',
    'plain',
    ({ subject }) => `In order to call this API endpoint, the user needs the [${subject}] permission`,
  ),
  'sender-number-mismatch': row(
    400,
    'MSG-331',
    'plain',
    () => 'The sender extension number is not that of the extension signed in',
  ),
  'sender-id-mismatch': row(
    400,
    'MSG-332',
    'plain',
    () => 'The sender extension id is not that of the extension signed in',
  ),
  'recipient-number-mismatch': row(
    400,
    'MSG-335',
    'plain',
    (refusal) => `The recipient extension number does not belong to the recipient id${named(refusal)}`,
  ),
  'recipient-inactive': row(
    400,
    'MSG-324',
    'plain',
    (refusal) => `The recipient extension is in a state in which it cannot be paged${named(refusal)}`,
  ),
  'recipient-cannot-receive': row(
    403,
    'MSG-314',
    'plain',
    (refusal) => `The recipient extension is of a type that cannot receive pages${named(refusal)}`,
  ),
  'no-department-members': row(400, 'MSG-316', 'plain', () => 'No department members found.'),
  'department-cannot-send': row(
    403,
    'MSG-330',
    'plain',
    () => 'Pager messages may not be sent for the Department extension type',
  ),
  'text-too-long': row(400, 'MSG-338', 'plain', () => 'The message exceeds the size limit of 1024 characters'),
  'not-a-participant': row(
    403,
    'MSG-326',
    'plain',
    () => 'The sender is not among the current participants of the conversation',
  ),
  'thread-closed': row(403, 'MSG-325', 'plain', () => 'The conversation is too old to be replied to'),
  'invalid-sync-token': row(400, 'MSG-333', 'parameter', () => 'The sync token is invalid or has outlived its time'),
  'foreign-messages-filter': row(
    403,
    'SUB-405',
    'plain',
    (refusal) => `Subscribing to the messages of other extensions is not allowed${named(refusal)}`,
  ),
  'foreign-account-filter': row(
    403,
    'SUB-406',
    'plain',
    (refusal) => `Subscribing to events of another account is not allowed${named(refusal)}`,
  ),
  'too-many-subscriptions': row(403, 'SUB-505', 'plain', () => 'The limit of subscriptions is reached'),
  'too-many-devices': row(
    400,
    'CMN-101',
    'plain',
    ({ subject }) => `There are ${subject} devices already; remove one first`,
  ),
  'web-push-off': row(403, 'BKN-403', 'plain', () => 'Notifications by Web Push are turned off on this server'),
  'invalid-filter': row(400, 'SUB-508', 'plain', ({ subject }) => `Invalid event filters: [${subject ?? ''}]`),
  'reminder-filter-alone': row(
    400,
    'SUB-515',
    'plain',
    () => 'A subscription of nothing but reminder filters is not allowed',
  ),
  'unreachable-webhook': row(
    400,
    'SUB-522',
    'plain',
    (refusal) => `The webhook did not answer its validation with status 200${named(refusal)}`,
  ),
  'bad-webhook-answer': row(
    400,
    'SUB-525',
    'plain',
    (refusal) => `The webhook's answer to its validation is not as it should be${named(refusal)}`,
  ),
  'connection-taken-up': row(
    409,
    'BKN-409',
    'plain',
    () => 'Another WebSocket connection has taken the place of this one; nothing was changed',
  ),
  'blacklisted-subscription': row(
    409,
    'BKN-409',
    'plain',
    () => 'The subscription is blacklisted: resume it before deliveries are replayed',
  ),
  held: row(
    409,
    'BKN-409',
    'plain',
    (refusal) => `Nothing was erased: a legal hold keeps these messages${named(refusal)}`,
  ),
  'idempotency-key-reused': row(
    422,
    'BKN-422',
    'plain',
    () => 'The Idempotency-Key was used for another request before',
  ),
  'written-too-long-ago': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: the page was written more than 30 days ago`,
  ),
  'extension-number-taken': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: the extension number is in use${named(refusal)}`,
  ),
  'email-taken': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: the e-mail address is another person's${named(refusal)}`,
  ),
  'too-many-reports': row(
    429,
    'BKN-429',
    'plain',
    ({ subject }) => `No more than ${subject} exports of an account may be under way; ask again when one is finished`,
  ),
  'last-administrator': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: the last active administrator must stay${named(refusal)}`,
  ),
  'cannot-be-invited': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) =>
      `${parameterIn(refusal)} is invalid: only people who are Enabled or NotActivated sign in${named(refusal)}`,
  ),
  'invalid-people-file': row(400, 'CMN-101', 'plain', ({ subject }) => `The people file cannot be read: ${subject}`),
  'wrong-password': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: it is not the password, or there were too many tries`,
  ),
  'weak-password': row(
    400,
    'CMN-101',
    'parameter',
    (refusal) => `${parameterIn(refusal)} is invalid: the password is ${refusal.subject}`,
  ),
  'too-many-credentials': row(
    400,
    'CMN-101',
    'plain',
    ({ subject }) => `There are ${subject} credentials already; revoke one first`,
  ),
  'too-many-apps': row(400, 'CMN-101', 'plain', ({ subject }) => `There are ${subject} apps already; remove one first`),
  'invalid-client': row(400, 'OAU-153', { oauth: 'invalid_client' }, () => 'The client id or secret is wrong'),
  'invalid-grant': row(400, 'OAU-213', { oauth: 'invalid_grant' }, () => 'Token not found'),
  'inactive-person': row(
    400,
    'OAU-213',
    { oauth: 'invalid_grant' },
    ({ subject }) => `The extension is ${subject} and cannot sign in`,
  ),
  'credential-over': row(400, 'OAU-213', { oauth: 'invalid_grant' }, () => 'The JWT has run out or was revoked'),
  'bad-credentials': row(
    400,
    'OAU-140',
    { oauth: 'invalid_grant' },
    // Clients compare this sentence. (WIRE contract, section 5.)
    () => 'Invalid resource owner credentials.',
  ),
  'shared-address': row(400, 'OAU-140', { oauth: 'invalid_grant' }, () => 'Invalid resource owner credentials.'),
  'invalid-assertion': row(400, 'OAU-149', { oauth: 'invalid_grant' }, () => 'Unparseable assertion'),
  'invalid-oauth-request': row(
    400,
    'OAU-104',
    { oauth: 'invalid_request' },
    (refusal) => `The request lacks a parameter or has an invalid one${named(refusal)}`,
  ),
  'unsupported-grant-type': row(400, 'OAU-250', { oauth: 'unsupported_grant_type' }, () => 'The grant type is unknown'),
  'unauthorized-client': row(
    400,
    'OAU-251',
    { oauth: 'unauthorized_client' },
    () => 'The application may not use this grant type',
  ),
  'rate-exceeded': row(429, 'CMN-301', 'plain', () => 'Request rate exceeded'),
  'too-many-active-requests': row(429, 'CMN-301', 'plain', () => 'Request rate exceeded'),
  'too-many-connections': row(429, 'BKN-429', 'plain', () => 'The session has as many WebSocket connections as it may'),
  overloaded: row(503, 'CMN-201', 'plain', () => 'Service temporarily unavailable; nothing was stored'),
  'data-gone': row(
    503,
    'BKN-507',
    'plain',
    () => "Service unavailable: the server's data files are not where it opened them; nothing was stored",
  ),
  'clock-out-of-bounds': row(
    503,
    'CMN-201',
    'plain',
    () => "Service temporarily unavailable: the server's clock is out of bounds; nothing was stored",
  ),
} as const satisfies Record<ErrorCode, ErrorRow>;

function row(status: number, vendorCode: string, envelope: Envelope, message: ErrorRow['message']): ErrorRow {
  return { status, vendorCode, envelope, message };
}
