/** Which operations the vendor has, so that those which are no business of a pager are told apart from typing mistakes. */

/**
 * Under each prefix, the paths and methods of what is not served here; `{}` stands for an id. From the vendor's published
 * JavaScript SDK (`@rc-ex/core` 1.8.6), with some that older clients call.
 */
const known: Readonly<Record<string, string>> = {
  '/restapi/v1.0/account/{}/extension/{}': `
    active-calls:GET address-book-sync:GET address-book/contact:GET+POST
    address-book/contact/{}:GET+PUT+PATCH+DELETE address-book/group:GET+POST administered-sites:GET+PUT
    answering-rule:GET+POST answering-rule/{}:GET+PUT+DELETE blocked-number:GET+POST
    blocked-number/{}:GET+PUT+DELETE business-hours:GET+PUT call-log:GET+DELETE call-log-sync:GET call-log/{}:GET
    call-queue-presence:GET+PUT caller-blocking:GET+PUT caller-blocking/phone-numbers:GET+POST
    caller-blocking/phone-numbers/{}:GET+PUT+DELETE caller-id:GET+PUT conferencing:GET+PUT device:GET
    emergency-locations:GET+POST emergency-locations/{}:GET+PUT+DELETE favorite:GET+PUT fax:POST
    forwarding-number:GET+POST+DELETE forwarding-number/{}:GET+PUT+DELETE grant:GET greeting:POST
    greeting/hold-music:GET greeting/{}:GET greeting/{}/content:GET meeting:GET+POST meeting/service-info:GET+PATCH
    meeting/{}:GET+PUT+PATCH+DELETE meeting/{}/end:POST meetings-configuration/assistants:GET
    message-store-templates:GET+POST message-store-templates/{}:GET+PUT+DELETE mms:POST
    notification-settings:GET+PUT overflow-settings:GET+PUT phone-number:GET phone-number/sms-configuration:GET
    profile-image:POST+PUT+DELETE ring-out:POST ring-out/{}:GET+DELETE ringout:POST
    ringout/{}:GET+DELETE sms:POST sms-recipients:GET sms-recipients/bulk-assign:POST unified-presence:GET+PATCH
    video-configuration:GET webapp-devices:GET`,
  '/restapi/v1.0/account/{}': `
    a2p-sms/batches:GET+POST a2p-sms/batches/{}:GET a2p-sms/messages:GET a2p-sms/messages/{}:GET
    a2p-sms/statuses:GET active-calls:GET address-book-bulk-upload:POST address-book-bulk-upload/tasks/{}:GET
    answering-rule:GET+POST answering-rule/{}:GET+PUT+DELETE audit-trail/search:POST business-address:GET+PUT
    business-hours:GET+PUT call-log:GET call-log-extract-sync:GET call-log-sync:GET call-log/{}:GET
    call-monitoring-groups:GET+POST call-monitoring-groups/{}:PUT+DELETE call-monitoring-groups/{}/bulk-assign:POST
    call-monitoring-groups/{}/members:GET call-queues/{}/overflow-settings:GET+PUT call-queues/{}/presence:GET+PUT
    call-recording:GET+PUT call-recording/bulk-assign:POST call-recording/custom-greetings:GET+DELETE
    call-recording/custom-greetings/{}:DELETE call-recording/extensions:GET call-recordings:DELETE custom-field:GET
    custom-fields:GET+POST custom-fields/{}:PUT+DELETE device:GET device/{}:GET+PUT device/{}/emergency:PUT
    device/{}/sip-info:GET directory/federation:GET emergency-address-auto-update/devices:GET
    emergency-address-auto-update/devices/bulk-assign:POST emergency-address-auto-update/networks:GET+POST
    emergency-address-auto-update/networks/{}:GET+PUT+DELETE emergency-address-auto-update/switches:GET+POST
    emergency-address-auto-update/switches-bulk-create:POST emergency-address-auto-update/switches-bulk-update:POST
    emergency-address-auto-update/switches-bulk-validate:POST
    emergency-address-auto-update/switches/{}:GET+PUT+DELETE emergency-address-auto-update/tasks/{}:GET
    emergency-address-auto-update/users:GET emergency-address-auto-update/users/bulk-assign:POST
    emergency-address-auto-update/wireless-points:GET+POST
    emergency-address-auto-update/wireless-points-bulk-create:POST
    emergency-address-auto-update/wireless-points-bulk-update:POST
    emergency-address-auto-update/wireless-points-bulk-validate:POST
    emergency-address-auto-update/wireless-points/{}:GET+PUT+DELETE emergency-locations:GET+POST
    emergency-locations/{}:GET+PUT+DELETE extension-bulk-update:POST extension-bulk-update/tasks/{}:GET
    forward-all-calls:GET+PATCH greeting:POST greeting/content:GET ivr-menus:GET+POST ivr-menus/{}:GET+PUT
    ivr-prompts:GET+POST ivr-prompts/{}:GET+PUT+DELETE ivr-prompts/{}/content:GET meeting-recordings:GET
    message-store-templates:GET+POST message-store-templates/{}:GET+PUT+DELETE message-threads:GET
    message-threads/entries/sync:GET message-threads/{}:GET+DELETE message-threads/{}/assign:POST
    message-threads/{}/messages:GET+POST+DELETE message-threads/{}/messages/content/{}:GET
    message-threads/{}/notes:GET+POST+DELETE message-threads/{}/notes/{}:PATCH message-threads/{}/resolve:POST
    message-threads/{}/sync:GET ms-teams/direct-routing/users:GET+POST+DELETE paging-only-groups:GET
    paging-only-groups/{}/bulk-assign:POST paging-only-groups/{}/devices:GET paging-only-groups/{}/users:GET
    phone-number:GET phone-number/{}:GET recording/{}:GET recording/{}/content:GET service-info:GET
    site:GET sites:GET+POST sites/{}:GET+PUT+DELETE sites/{}/bulk-assign:POST sites/{}/ivr:GET+PUT
    sites/{}/members:GET sms-registration-brands:GET sms-registration-brands/{}:GET
    sms-registration-brands/{}/campaigns:GET sms-registration-brands/{}/campaigns/{}:GET
    sms-registration-brands/{}/campaigns/{}/submit-phone-numbers:POST telephony/call-out:POST
    telephony/conference:POST telephony/sessions/{}:GET+DELETE telephony/sessions/{}/parties/{}:GET+PATCH+DELETE
    telephony/sessions/{}/parties/{}/answer:POST telephony/sessions/{}/parties/{}/bridge:POST
    telephony/sessions/{}/parties/{}/bring-in:POST telephony/sessions/{}/parties/{}/flip:POST
    telephony/sessions/{}/parties/{}/forward:POST telephony/sessions/{}/parties/{}/hold:POST
    telephony/sessions/{}/parties/{}/ignore:POST telephony/sessions/{}/parties/{}/park:POST
    telephony/sessions/{}/parties/{}/pickup:POST telephony/sessions/{}/parties/{}/recordings:POST
    telephony/sessions/{}/parties/{}/recordings/{}:PATCH telephony/sessions/{}/parties/{}/reject:POST
    telephony/sessions/{}/parties/{}/reply:POST telephony/sessions/{}/parties/{}/supervise:POST
    telephony/sessions/{}/parties/{}/transfer:POST telephony/sessions/{}/parties/{}/unhold:POST
    telephony/sessions/{}/supervise:POST templates:GET templates/{}:GET user-role:POST user-role/{}:PUT+DELETE
    user-role/{}/default:GET+PUT`,
  '/restapi/v1.0': `
    client-info:GET client-info/sip-provision:POST client-info/special-number-rule:GET dictionary/brand/{}:GET
    dictionary/brand/{}/contracted-country:GET dictionary/brand/{}/contracted-country/{}:GET dictionary/country:GET
    dictionary/country/{}:GET dictionary/fax-cover-page:GET dictionary/greeting:GET dictionary/greeting/{}:GET
    dictionary/language:GET dictionary/language/{}:GET dictionary/location:GET dictionary/shipping-options:GET
    dictionary/state:GET dictionary/state/{}:GET dictionary/timezone:GET dictionary/timezone/{}:GET
    number-pool/lookup:POST number-pool/reserve:POST uk-address-lookup:GET`,
  '/restapi/v2/accounts/{}': `
    batch-provisioning/users:POST cost-centers:GET device-inventory:POST+DELETE devices/bulk-add:POST
    devices/{}:DELETE extensions/{}/call-flip-numbers:GET+PUT
    extensions/{}/comm-handling/states:GET extensions/{}/comm-handling/states/{}:GET+PATCH
    extensions/{}/comm-handling/voice/forwarding-targets:GET+DELETE
    extensions/{}/comm-handling/voice/forwarding-targets/devices/{}/extensions:GET
    extensions/{}/comm-handling/voice/interaction-rules:GET+POST
    extensions/{}/comm-handling/voice/interaction-rules/{}:GET+PATCH+DELETE
    extensions/{}/comm-handling/voice/state-rules:GET extensions/{}/comm-handling/voice/state-rules/{}:GET+PATCH
    extensions/{}/devices/{}/replace:POST phone-numbers:GET+DELETE phone-numbers/bulk-add:POST
    phone-numbers/bulk-add/{}:GET phone-numbers/replace:POST phone-numbers/{}:PATCH regional-settings:GET+PATCH
    send-activation-email:POST send-welcome-email:POST sms/consents:PATCH sms/consents/export:GET
    sms/consents/history:GET sms/consents/search:POST`,
  '/restapi/oauth': `
    jwks:GET userinfo:GET`,
  '/team-messaging/v1': `
    adaptive-cards/{}:GET+PUT+DELETE chats:GET chats/{}:GET chats/{}/adaptive-cards:POST chats/{}/favorite:POST
    chats/{}/notes:GET+POST chats/{}/posts:GET+POST chats/{}/posts/{}:GET+PATCH+DELETE chats/{}/tasks:GET+POST
    chats/{}/threads/{}/posts:GET chats/{}/unfavorite:POST companies/{}:GET conversations:GET+POST
    conversations/{}:GET data-export:GET+POST data-export/{}:GET events:GET+POST events/{}:GET+PUT+DELETE
    everyone:GET+PATCH favorites:GET files:POST groups/{}/events:GET+POST groups/{}/webhooks:GET+POST
    notes/{}:GET+PATCH+DELETE notes/{}/lock:POST notes/{}/publish:POST notes/{}/unlock:POST persons/{}:GET
    recent/chats:GET tasks/{}:GET+PATCH+DELETE tasks/{}/complete:POST teams:GET+POST teams/{}:GET+PATCH+DELETE
    teams/{}/add:POST teams/{}/archive:POST teams/{}/join:POST teams/{}/leave:POST teams/{}/remove:POST
    teams/{}/unarchive:POST webhooks:GET webhooks/{}:GET+DELETE webhooks/{}/activate:POST webhooks/{}/suspend:POST`,
  '/webinar': `
    configuration/v1/company/sessions:GET configuration/v1/sessions:GET configuration/v1/webinars:GET+POST
    configuration/v1/webinars/{}:GET+PATCH+DELETE configuration/v1/webinars/{}/sessions:POST
    configuration/v1/webinars/{}/sessions/{}:GET+PATCH+DELETE
    configuration/v1/webinars/{}/sessions/{}/invitees:GET+PATCH
    configuration/v1/webinars/{}/sessions/{}/invitees/{}:GET+PUT+DELETE history/v1/company/recordings:GET
    history/v1/company/recordings/{}:GET history/v1/company/sessions:GET history/v1/recordings:GET
    history/v1/recordings/{}:GET history/v1/recordings/{}/download:GET history/v1/sessions:GET
    history/v1/webinars/{}:GET history/v1/webinars/{}/sessions/{}:GET
    history/v1/webinars/{}/sessions/{}/invitees:GET history/v1/webinars/{}/sessions/{}/invitees/{}:GET
    history/v1/webinars/{}/sessions/{}/participants:GET history/v1/webinars/{}/sessions/{}/participants/self:GET
    notifications/v1/subscriptions:GET+POST notifications/v1/subscriptions/{}:GET+PUT+DELETE
    notifications/v1/subscriptions/{}/renew:POST registration/v1/sessions/{}:GET+PATCH
    registration/v1/sessions/{}/registrants:GET+POST registration/v1/sessions/{}/registrants/{}:GET+DELETE`,
  '/rcvideo': `
    v1/account/{}/extension/{}/recordings:GET v1/account/{}/recordings:GET
    v1/accounts/{}/extensions/{}/delegators:GET v1/history/account/{}/meetings:GET v1/history/meetings:GET
    v1/history/meetings/{}:GET v2/account/{}/extension/{}/bridges:POST
    v2/account/{}/extension/{}/bridges/default:GET v2/bridges/pin/pstn/{}:GET v2/bridges/pin/web/{}:GET
    v2/bridges/{}:GET+PATCH+DELETE`,
  '/analytics': `
    calls/v1/accounts/{}/aggregation/fetch:POST calls/v1/accounts/{}/timeline/fetch:POST`,
  '/ai': `
    ringsense/v1/public/accounts/{}/domains/{}/records/{}/insights:GET
    ringsense/v1/public/accounts/{}/domains/{}/sessions/{}/insights:GET`,
  '/scim': `
    {}/ResourceTypes:GET {}/ResourceTypes/{}:GET {}/Schemas:GET {}/Schemas/{}:GET {}/ServiceProviderConfig:GET
    {}/Users:GET+POST {}/Users/.search:POST {}/Users/{}:GET+PUT+PATCH+DELETE`,
};

/** Whole products, all of whose operations are others' business. */
const elsewhere = /^\/restapi\/v1\.0\/(glip|account\/[^/]+\/(telephony|glip))\//;

const paths: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(known).flatMap(([prefix, text]) =>
    text
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [path = '', methods = ''] = entry.split(':');
        return [`${prefix}/${path}`, new Set(methods.split('+'))] as const;
      }),
  ),
);

/** The longest path has this many steps: what is longer is nobody's. */
const maxSteps = Math.max(...[...paths.keys()].map((path) => path.split('/').length));

/** `path` without its query, as a client sends it. HEAD counts as GET. */
export function isVendorOperation(method: string, path: string): boolean {
  const steps = path.replace(/\/$/, '').split('/');
  if (steps.length > maxSteps) return false;
  if (elsewhere.test(path)) return true;
  return matches(method === 'HEAD' ? 'GET' : method, '', steps.slice(1));
}

/** Tries each step as it stands and as an id. */
function matches(method: string, before: string, steps: readonly string[]): boolean {
  const [step, ...rest] = steps;
  if (step === undefined) return paths.get(before)?.has(method) === true;
  return [step, '{}'].some((one) => {
    const path = `${before}/${one}`;
    return beginnings.has(path) && matches(method, path, rest);
  });
}

/** Every path from its beginning up to each of its steps. */
const beginnings: ReadonlySet<string> = new Set(
  [...paths.keys()].flatMap((path) => {
    const steps = path.split('/');
    return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  }),
);
