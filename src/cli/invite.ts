/** `beckon invite NUMBER`: prints a one-time link with which someone sets a first or new password. */

import { changeSignIn } from '../actions/sign-in/change-sign-in.ts';
import { readCommandLine } from '../config.ts';
import { invitationLife } from '../domain/invitation.ts';
import { OptionError, UserError } from '../user-error.ts';
import { hashSecret } from '../wire/secrets.ts';
import { newToken } from '../wire/tokens.ts';
import { createUrls } from '../wire/urls.ts';
import { requireCompany, withStore } from './with-store.ts';

export async function invite(args: readonly string[]): Promise<void> {
  const { config, words } = readCommandLine(args, { hasWords: true });
  const [extensionNumber, ...rest] = words;
  if (extensionNumber === undefined || rest.length > 0) throw new OptionError('invite takes one extension number');
  await withStore(config, 'nobody was invited', async (store) => {
    const { accountId } = await requireCompany(store, config);
    const login = await store.readLogin(accountId, { extensionNumber });
    if (!login) throw new UserError(`there is no extension ${extensionNumber}`);
    const { extensionId, name } = login.extension;
    const token = newToken(accountId);
    const asked = { accountId, actor: 'operator', extensionId, tokenHash: hashSecret(token) } as const;
    const { expiresMs } = await changeSignIn(store, { kind: 'invite', ...asked, lifeMs: invitationLife.standardMs });
    const until = new Date(expiresMs).toISOString();
    const urls = createUrls(() => config.publicUrl ?? `http://${config.host}:${config.port}`);
    process.stderr.write(`For ${name}, extension ${extensionNumber}. It works once, until ${until}:\n`);
    process.stdout.write(`${urls.invitation(token)}\n`);
  });
}
