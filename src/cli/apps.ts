/** `beckon apps`: lists, creates, rotates and removes the programs that may call the API. */

import { unwrap } from '../domain/errors.ts';
import type { AccountId, ClientId } from '../domain/ids.ts';
import { type AppScope, appScopes } from '../domain/permission.ts';
import { type App, type GrantType, grantTypes } from '../domain/session.ts';
import type { Store } from '../domain/store.ts';
import { type CommandLine, readCommandLine } from '../process/config.ts';
import { OptionError } from '../process/user-error.ts';
import { appDraftFrom, newClientId, newClientSecret } from '../wire/apps.ts';
import { hashSecret } from '../wire/secrets.ts';
import { shownName } from '../wire/shown-names.ts';
import { requireCompany, withStore } from './with-store.ts';

type Work = (store: Store, accountId: AccountId, line: CommandLine) => Promise<void>;

const verbs: Readonly<Record<string, { readonly work: Work; readonly words: number; readonly usage: string }>> = {
  list: { work: list, words: 0, usage: 'apps list' },
  create: {
    work: create,
    words: 1,
    usage: 'apps create NAME [--public] [--redirect-uri URI]… [--scope PERMISSION]… [--grant TYPE]…',
  },
  rotate: { work: rotate, words: 1, usage: 'apps rotate CLIENT_ID [--overlap SECONDS]' },
  remove: { work: remove, words: 1, usage: 'apps remove CLIENT_ID' },
};

export async function apps(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args, {
    switches: ['public'],
    values: ['overlap'],
    lists: ['redirect-uri', 'scope', 'grant'],
    hasWords: true,
  });
  const [name = 'list', ...words] = line.words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb || words.length !== verb.words) {
    const usages = Object.values(verbs).map(({ usage }) => `  beckon ${usage}`);
    throw new OptionError(`use one of\n${usages.join('\n')}\n`);
  }
  await withStore(line.config, 'nothing was changed', async (store) => {
    const { accountId } = await requireCompany(store, line.config);
    await verb.work(store, accountId, { ...line, words });
  });
}

async function list(store: Store, accountId: AccountId): Promise<void> {
  for (const app of await store.server.listApps(accountId)) process.stdout.write(`${described(app)}\n`);
}

function described({ clientId, name, secretHash, grants, scopes, redirectUris, isFirstParty }: App): string {
  const kind = isFirstParty ? 'web app' : secretHash === null ? 'public' : 'confidential';
  const about = [`  grants   ${grants.join(' ')}`, `  scopes   ${scopes.join(' ')}`];
  const where = redirectUris.length === 0 ? [] : [`  redirect ${redirectUris.map(shownName).join(' ')}`];
  return [`${clientId}  ${shownName(name)} (${kind})`, ...about, ...where].join('\n');
}

async function create(store: Store, accountId: AccountId, { words, switches, lists }: CommandLine): Promise<void> {
  const [name = ''] = words;
  const secret = switches.has('public') ? undefined : newClientSecret();
  const { 'redirect-uri': redirectUris = [], scope = [], grant = [] } = lists;
  const app = unwrap(
    await store.execute({
      kind: 'create-app',
      accountId,
      actor: 'operator',
      clientId: newClientId(),
      secretHash: secret === undefined ? null : hashSecret(secret),
      draft: appDraftFrom({
        name,
        redirectUris: [...redirectUris],
        ...(scope.length === 0 ? {} : { scopes: chosen('scope', scope, appScopes) as AppScope[] }),
        ...(grant.length === 0 ? {} : { grants: chosen('grant', grant, grantTypes) as GrantType[] }),
      }),
    }),
  );
  tell(app, secret);
}

async function rotate(store: Store, accountId: AccountId, { words, values }: CommandLine): Promise<void> {
  const overlap = values.overlap ?? '0';
  if (!/^\d{1,6}$/.test(overlap)) throw new OptionError('--overlap must be a number of seconds');
  const clientId = words[0] as ClientId;
  const secret = newClientSecret();
  const change = { accountId, actor: 'operator', clientId, secretHash: hashSecret(secret) } as const;
  tell(
    unwrap(await store.execute({ kind: 'rotate-app-secret', ...change, overlapMs: Number(overlap) * 1000 })),
    secret,
  );
}

async function remove(store: Store, accountId: AccountId, { words }: CommandLine): Promise<void> {
  unwrap(await store.execute({ kind: 'delete-app', accountId, actor: 'operator', clientId: words[0] as ClientId }));
  process.stderr.write('It is removed, and its sessions are ended.\n');
}

/** As dotenv lines on standard output; what a person should know beside them. */
function tell({ clientId, name }: App, secret: string | undefined): void {
  process.stderr.write(`${shownName(name)}${secret === undefined ? '' : ': its secret is shown this once'}\n`);
  process.stdout.write(`RC_APP_CLIENT_ID=${clientId}\n`);
  if (secret !== undefined) process.stdout.write(`RC_APP_CLIENT_SECRET=${secret}\n`);
}

/** The values given, each of which must be one of a few. */
function chosen(flag: string, given: readonly string[], choices: readonly string[]): readonly string[] {
  const stray = given.find((one) => !choices.includes(one));
  if (stray !== undefined) throw new OptionError(`--${flag} must be one of ${choices.join(', ')}, not "${stray}"`);
  return given;
}
