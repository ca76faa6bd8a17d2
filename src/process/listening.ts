/** Where Beckon listens: whether that is safe, the address it comes to, and the certificate it shows there. */

import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { canBeBasePath } from '../wire/urls.ts';
import type { Config } from './options.ts';
import { OptionError, UserError } from './user-error.ts';

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Whether only this machine can reach an address listened on. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host);
}

/** Whether an address leads only whoever sits at this machine here. */
export function isOfThisMachine(url: string): boolean {
  return isLoopback((URL.parse(url)?.hostname ?? '').replace(/^\[(.*)\]$/, '$1'));
}

/** Whether nobody else is meant to reach it: a public address elsewhere leads through a proxy or a tunnel. */
export function isForThisMachineAlone({ host, behindProxy, publicUrl }: Config): boolean {
  return isLoopback(host) && !behindProxy && (publicUrl === undefined || isOfThisMachine(publicUrl));
}

/** Refuses a public address whose path could not be told from the paths of Beckon's own. */
export function requireOwnPath({ publicUrl }: Config): void {
  const path = publicUrl === undefined ? '' : new URL(publicUrl).pathname;
  if (canBeBasePath(path)) return;
  throw new OptionError(`--public-url must not have a path that begins like one of Beckon's own, as ${path} does`);
}

/** Refuses to be reached from elsewhere in a way that shows passwords and pages to whoever listens in. */
export function requireSafeListening({ host, tlsCert, tlsKey, behindProxy, publicUrl }: Config): void {
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new OptionError('--tls-cert and --tls-key go together');
  }
  if (behindProxy && publicUrl === undefined) {
    throw new OptionError('--behind-proxy needs --public-url, the address at which clients reach the proxy');
  }
  if (isLoopback(host) || tlsCert !== undefined || behindProxy) return;
  throw new UserError(
    `on ${host}, others can reach Beckon, and would read passwords and pages on their way. ` +
      'Give it a certificate (--tls-cert, --tls-key), put a proxy that speaks TLS before it (--behind-proxy, ' +
      '--trusted-proxies, --public-url), or let it listen on 127.0.0.1',
  );
}

/** The address that clients use. A host that means every address cannot be called; this machine's own then can. */
export function publicUrlFrom({ publicUrl, host, tlsCert }: Config, port: number): string {
  if (publicUrl !== undefined) return publicUrl;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http${tlsCert === undefined ? '' : 's'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Undefined without TLS. Refuses files that cannot be read or do not belong together. */
export function readCertificate({ tlsCert, tlsKey }: Config): Certificate | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  try {
    const certificate = { cert: readFileSync(tlsCert), key: readFileSync(tlsKey) };
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    throw new UserError(
      `the certificate ${tlsCert} with the key ${tlsKey} cannot be used: ${(error as Error).message}`,
    );
  }
}

const lookEveryMs = 5000;

/** Calls `onChange` after either file of the certificate has become another. Answers how to stop looking. */
export function watchCertificate({ tlsCert, tlsKey }: Config, onChange: () => void): () => void {
  const files = [tlsCert, tlsKey].filter((file) => file !== undefined);
  for (const file of files) watchFile(file, { interval: lookEveryMs, persistent: false }, onChange);
  return () => {
    for (const file of files) unwatchFile(file, onChange);
  };
}
