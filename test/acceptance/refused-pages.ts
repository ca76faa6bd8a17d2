/** Pages that must be refused: what is asked, and what it is answered with. (WIRE contract, sections 1, 3 and 4.) */

import type { Company } from './expected-page.ts';
import type { Call } from './person.ts';
import { parameter, plain, type Refusal } from './refusal.ts';

/** Its name completes the sentence "a page … is refused". */
export interface RefusedPage {
  readonly name: string;
  readonly refusal: Refusal;
  /** The body as a document, or as it goes over the wire. */
  readonly body: unknown;
  readonly headers?: Call['headers'];
  /** Whose mailbox the path means: an extension's id. */
  readonly mailbox?: string;
}

const to = [{ extensionNumber: '102' }];
const text = 'Refused';
const json = JSON.stringify({ to, text });
const unparsable = plain(400, 'CMN-103');
const notAnObject = plain(400, 'CMN-104');
const wrongType = plain(415, 'CMN-104');
const invalid = (name: string) => parameter('CMN-101', name);

function row(name: string, refusal: Refusal, body: unknown, rest: Partial<RefusedPage> = {}): RefusedPage {
  return { name, refusal, body, ...rest };
}

const bodies: readonly RefusedPage[] = [
  row('that is not JSON', unparsable, '{to: 102}'),
  row('whose JSON breaks off', unparsable, json.slice(0, -5)),
  row('with something after its JSON', unparsable, `${json}}`),
  row('that is not UTF-8', unparsable, Buffer.from(json.replace('Refused', 'Ref\xffsed'), 'latin1')),
  row('nested too deep to be closed', unparsable, '['.repeat(100_000)),
  row('that is a JSON array', notAnObject, [{ to, text }]),
  row('that is a JSON string', notAnObject, '"Refused"'),
  row('that is a JSON number', notAnObject, '102'),
  row('that is JSON null', invalid('text'), 'null'),
  row('with an empty body that calls itself JSON', invalid('text'), ''),
  row('of more than 1 MiB', plain(413, 'CMN-104'), { to, text: 'x'.repeat(1024 * 1024) }),
  row('that calls itself plain text', wrongType, json, { headers: { 'content-type': 'text/plain' } }),
  row('that calls itself XML', wrongType, json, { headers: { 'content-type': 'application/xml' } }),
  row('that is a form', wrongType, 'text=Refused&to=102', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
  row('that calls itself nothing', wrongType, Buffer.from(json), { headers: { 'content-type': undefined } }),
];

const texts: readonly RefusedPage[] = [
  row('without a text', invalid('text'), { to }),
  row('with an empty text', invalid('text'), { to, text: '' }),
  row('with nothing but white space', invalid('text'), { to, text: ' \t\r\n\u00a0\u2003\u3000' }),
  ...[null, 5, true, ['Refused'], { text }].map((value) =>
    row(`whose text is ${JSON.stringify(value)}`, invalid('text'), { to, text: value }),
  ),
  row('of 1025 code units', plain(400, 'MSG-338', 'text'), { to, text: 'x'.repeat(1025) }),
  row('of 513 characters with two code units each', plain(400, 'MSG-338', 'text'), { to, text: '😀'.repeat(513) }),
  row('of 1023 code units and one such character', plain(400, 'MSG-338', 'text'), {
    to,
    text: `${'x'.repeat(1023)}😀`,
  }),
];

const inNumber = invalid('to.extensionNumber');
const inId = invalid('to.extensionId');
const notFound = parameter('CMN-102', 'to');

const recipients: readonly RefusedPage[] = [
  row('without `to`', invalid('to'), { text }),
  row('to nobody', invalid('to'), { to: [], text }),
  ...[null, '102', 102, { extensionNumber: '102' }].map((value) =>
    row(`whose \`to\` is ${JSON.stringify(value)}`, invalid('to'), { to: value, text }),
  ),
  ...[null, '102', 102, ['102']].map((value) =>
    row(`to the entry ${JSON.stringify(value)}`, invalid('to'), { to: [...to, value], text }),
  ),
  row('to a recipient with neither number nor id', inNumber, { to: [...to, {}], text }),
  ...[null, true, {}, ['102'], 10.2, -102, '', ' 102', '1O2', '102\n'].map((value) =>
    row(`to the number ${JSON.stringify(value)}`, inNumber, { to: [...to, { extensionNumber: value }], text }),
  ),
  ...[null, true, {}, [], 1.5, -1, 0, '', 'abc', '0', '9007199254740993'].map((value) =>
    row(`to the id ${JSON.stringify(value)}`, inId, { to: [...to, { extensionId: value }], text }),
  ),
  row('to an id beyond every number', inId, '{"to":[{"extensionId":1e400}],"text":"Refused"}'),
  ...['+16505550100', null].map((value) =>
    row(`to the phone number ${value}`, invalid('to.phoneNumber'), { to: [...to, { phoneNumber: value }], text }),
  ),
  row('to a number nobody has', notFound, { to: [...to, { extensionNumber: '999' }], text }),
  row('to an id nobody has', notFound, { to: [...to, { extensionId: '5' }], text }),
  row('to more than 1000 recipients', invalid('to'), { to: Array(1001).fill(to[0]), text }),
];

const replies: readonly RefusedPage[] = [
  ...[1, Number.MAX_SAFE_INTEGER].map((value) =>
    row(`in reply to ${value}, which they never held`, parameter('CMN-102', 'replyOn'), { to, text, replyOn: value }),
  ),
  row('in reply to nothing they held, without `to`', parameter('CMN-102', 'replyOn'), { text, replyOn: 1 }),
  ...[null, '1', 'abc', true, 0, -1, 1.5, [1], {}].map((value) =>
    row(`in reply to ${JSON.stringify(value)}`, invalid('replyOn'), { to, text, replyOn: value }),
  ),
];

/** What depends on who is who in the company. All are sent by 101. */
function aboutPeople({ party }: Company): RefusedPage[] {
  const idOf = (extensionNumber: string) => party(extensionNumber).extensionId;
  const [maya, jonas, priya, frontDesk] = [idOf('101'), idOf('102'), idOf('103'), idOf('200')];
  const number = (extensionNumber: string) => ({ extensionNumber });
  return [
    row('to the number of one and the id of another', plain(400, 'MSG-335', 'to'), {
      to: [...to, { extensionNumber: '102', extensionId: priya }],
      text,
    }),
    row('to a number nobody has and the id of someone', plain(400, 'MSG-335', 'to'), {
      to: [{ extensionNumber: '999', extensionId: jonas }],
      text,
    }),
    row('from another’s number', plain(400, 'MSG-331', 'from'), { from: number('102'), to, text }),
    row('from a number nobody has', plain(400, 'MSG-331', 'from'), { from: number('999'), to, text }),
    row('from another’s id', plain(400, 'MSG-332', 'from'), { from: { extensionId: jonas }, to, text }),
    row('from one’s own number and another’s id', plain(400, 'MSG-332', 'from'), {
      from: { extensionNumber: '101', extensionId: jonas },
      to,
      text,
    }),
    row('from another’s number and one’s own id', plain(400, 'MSG-331', 'from'), {
      from: { extensionNumber: '102', extensionId: maya },
      to,
      text,
    }),
    row('from neither number nor id', invalid('from.extensionNumber'), { from: {}, to, text }),
    ...[null, '101', 101, []].map((from) =>
      row(`whose \`from\` is ${JSON.stringify(from)}`, invalid('from'), { from, to, text }),
    ),
    row('from a phone number', invalid('from.phoneNumber'), { from: { phoneNumber: '+16505550100' }, to, text }),
    row('from the number of a Department', plain(403, 'MSG-330', 'from'), { from: number('200'), to, text }),
    row('from the id of a Department', plain(403, 'MSG-330', 'from'), { from: { extensionId: frontDesk }, to, text }),
    row('through the mailbox of a Department they manage', plain(403, 'MSG-330'), json, { mailbox: frontDesk }),
    row('through another person’s mailbox', plain(403, 'CMN-404'), json, { mailbox: jonas }),
    row('through a mailbox nobody has', plain(404, 'CMN-102', 'extensionId'), json, { mailbox: '5' }),
  ];
}

export function refusedPages(company: Company): RefusedPage[] {
  return [...bodies, ...texts, ...recipients, ...replies, ...aboutPeople(company)];
}
