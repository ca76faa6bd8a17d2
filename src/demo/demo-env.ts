/** The demo's credentials as a dotenv file beside the data, true for the address listened on now. */

import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Store } from '../domain/store.ts';
import { credentialJwt } from '../wire/secrets.ts';
import {
  demoAccountId,
  demoApp,
  demoClientSecret,
  demoCompany,
  demoPassword,
  demoPublicApp,
  demoRedirectUri,
} from './company.ts';

export function demoEnvFile(dataDir: string): string {
  return join(dataDir, 'demo.env');
}

/** Where the demo of a folder listens now; undefined if it does not. */
export function demoAddress(dataDir: string): string | undefined {
  try {
    return parseEnv(readFileSync(demoEnvFile(dataDir), 'utf8')).RC_SERVER_URL;
  } catch {
    return undefined;
  }
}

/** Founds nothing and changes nothing: everything in the file follows from what is kept. */
export async function demoEnv(store: Store, publicUrl: string): Promise<string> {
  const secret = await store.server.readSecret();
  const { clientId } = demoApp(secret);
  const clientSecret = demoClientSecret(secret);
  const jwts = new Map<string, string>();
  for (const credential of await store.server.listCredentials(demoAccountId)) {
    const number = /^demo-(\d+)$/.exec(credential.credentialId)?.[1];
    if (number !== undefined && !credential.isRevoked) jwts.set(number, await credentialJwt(secret, credential));
  }
  const administratorJwt = jwts.get('101') ?? '';
  const variables = {
    RINGCENTRAL_SERVER_URL: publicUrl,
    RINGCENTRAL_CLIENT_ID: clientId,
    RINGCENTRAL_CLIENT_SECRET: clientSecret,
    RINGCENTRAL_JWT_TOKEN: administratorJwt,
    RC_SERVER_URL: publicUrl,
    RC_APP_CLIENT_ID: clientId,
    RC_APP_CLIENT_SECRET: clientSecret,
    RC_USER_JWT: administratorJwt,
    ...Object.fromEntries([...jwts].map(([number, jwt]) => [`BECKON_JWT_${number}`, jwt])),
    BECKON_PUBLIC_CLIENT_ID: demoPublicApp(secret).clientId,
    BECKON_REDIRECT_URI: demoRedirectUri,
    ...(await passwords(store, secret)),
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Those that nobody has changed yet. */
async function passwords(store: Store, secret: Uint8Array): Promise<Record<string, string>> {
  const known: [string, string][] = [];
  for (const { extensionNumber, type } of demoCompany.extensions) {
    if (type === 'Department') continue;
    const login = await store.server.readLogin(demoAccountId, { extensionNumber });
    const isKnown = login?.password?.isGenerated;
    if (isKnown) known.push([`BECKON_PASSWORD_${extensionNumber}`, demoPassword(secret, extensionNumber)]);
  }
  return Object.fromEntries(known);
}

/** From now on nobody is led to where nothing listens. */
export function removeDemoEnv(dataDir: string): void {
  rmSync(demoEnvFile(dataDir), { force: true });
}

/** Replaces the file in one step, readable by its owner alone. */
export function writeDemoEnv(dataDir: string, text: string): void {
  const file = demoEnvFile(dataDir);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}
