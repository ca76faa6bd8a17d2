/** How the vendor's SDKs of other languages write requests: the order and spelling of headers, and what is in a body. */

import { appAuthorization } from './person.ts';
import type { RawRequest } from './raw-http.ts';
import type { Target } from './server-process.ts';

export interface GivenTokens {
  readonly access_token: string;
  readonly token_type: string;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** One SDK over the HTTP client that it uses. */
export interface Hand {
  readonly name: string;
  /** A form by which the app proves itself. */
  asApp(target: Target, path: string, form: Readonly<Record<string, string>>): RawRequest;
  asPerson(target: Target, tokens: GivenTokens, method: string, path: string, body?: object): RawRequest;
  query(pairs: Pairs): string;
}

const formType = 'application/x-www-form-urlencoded';
const host = ({ url }: Target) => `Host: ${new URL(url).host}`;
const basic = (target: Target) => `Authorization: ${appAuthorization(target)}`;
const lengthOf = (body: string) => `Content-Length: ${Buffer.byteLength(body)}`;
const isWriting = (method: string) => method === 'POST' || method === 'PUT';
const escaped = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const percentEncoded = (pairs: Pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

const dotnetAgent = 'X-User-Agent: Unknown/0.0.1 RingCentral.Net/6.0.0';
const dotnet: Hand = {
  name: '.NET (RingCentral.Net, HttpClient)',
  asApp(target, path, form) {
    const body = new URLSearchParams(form).toString();
    const headers = [host(target), dotnetAgent, basic(target), `Content-Type: ${formType}`, lengthOf(body)];
    return { method: 'POST', path, headers, body };
  },
  asPerson(target, { access_token: token }, method, path, content) {
    const body = content === undefined ? '' : JSON.stringify(content);
    const type = content === undefined ? [] : ['Content-Type: application/json; charset=utf-8'];
    const length = content !== undefined || isWriting(method) ? [lengthOf(body)] : [];
    const headers = [host(target), dotnetAgent, `Authorization: Bearer ${token}`, ...type, ...length];
    return { method, path, headers, body };
  },
  query: percentEncoded,
};

const javaAgent = 'X-User-Agent: RC-JAVA-SDK Java 1.8.0_392 Linux';
const okHttp = (target: Target) => [
  ...[host(target), 'Connection: Keep-Alive', 'Accept-Encoding: gzip', 'User-Agent: okhttp/3.14.9'],
];
const java: Hand = {
  name: 'Java (ringcentral-java, OkHttp)',
  asApp(target, path, form) {
    const body = percentEncoded(Object.entries(form));
    const own = [basic(target), javaAgent, `Content-Type: ${formType}`, lengthOf(body)];
    return { method: 'POST', path, headers: [...own, ...okHttp(target)], body };
  },
  asPerson(target, { access_token: token }, method, path, content) {
    // What there is none of is written as JSON too; only a DELETE is empty.
    const body = isWriting(method) ? JSON.stringify(content ?? null) : '';
    const type = isWriting(method) ? ['Content-Type: application/json; charset=utf-8'] : [];
    const length = method === 'GET' ? [] : [lengthOf(body)];
    const headers = [`Authorization: Bearer ${token}`, javaAgent, ...type, ...length, ...okHttp(target)];
    return { method, path, headers, body };
  },
  query: percentEncoded,
};

const phpAgents = ['User-Agent', 'RC-User-Agent'].map(
  (name) => `${name}: Unnamed/0.0.0 Linux/6.1.0 PHP/8.2.7 RCPHPSDK/3.0.0`,
);
const php: Hand = {
  name: 'PHP (ringcentral-php, Guzzle)',
  asApp(target, path, form) {
    const body = new URLSearchParams(form).toString();
    const own = [basic(target), `Content-Type: ${formType}`, 'accept: application/json', ...phpAgents];
    return { method: 'POST', path, headers: [host(target), ...own, lengthOf(body)], body };
  },
  asPerson(target, { token_type: type, access_token: token }, method, path, content) {
    const body = content === undefined ? '' : escaped(JSON.stringify(content)).replaceAll('/', '\\/');
    const own = ['content-type: application/json', 'accept: application/json', `Authorization: ${type} ${token}`];
    const length = isWriting(method) ? [lengthOf(body)] : [];
    return { method, path, headers: [host(target), ...own, ...phpAgents, ...length], body };
  },
  // As it is, and with one more at the end.
  query: (pairs) => pairs.map(([name, value]) => `${name}=${value}&`).join(''),
};

const pythonAgents = ['User-Agent', 'RC-User-Agent'].map(
  (name) => `${name}: Unnamed/0.0.0 linux/VERSION PYTHON/VERSION RCPYTHONSDK/VERSION`,
);
const python: Hand = {
  name: 'Python (ringcentral, Requests)',
  asApp(target, path, form) {
    const body = new URLSearchParams(form).toString();
    const own = [basic(target), `Content-Type: ${formType}`, 'Accept: application/json', ...pythonAgents];
    return { method: 'POST', path, headers: [host(target), 'Accept-Encoding: identity', ...own, lengthOf(body)], body };
  },
  asPerson(target, { token_type: type, access_token: token }, method, path, content) {
    const body = content === undefined ? '' : spacedJson(content);
    const own = ['Content-Type: application/json', 'Accept: application/json', `Authorization: ${type} ${token}`];
    const length = method === 'GET' ? [] : [lengthOf(body)];
    const headers = [host(target), 'Accept-Encoding: identity', ...own, ...pythonAgents, ...length];
    return { method, path, headers, body };
  },
  // A dictionary, in which the last of a name counts.
  query: (pairs) => new URLSearchParams(Object.fromEntries(pairs)).toString(),
};

/** JSON as Python writes it: a space behind commas and colons, and ASCII alone. */
export function spacedJson(value: object): string {
  return escaped(JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, ''));
}

export const hands: readonly Hand[] = [dotnet, java, php, python];
