/** `beckon invite NUMBER`: prints a one-time link with which someone sets a first or new password. */

import { readCommandLine } from '../process/config.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { shownName } from '../wire/shown-names.ts';
import { createLink, knownAddress } from './links.ts';
import { requireCompany, withStore } from './with-store.ts';

export async function invite(args: readonly string[]): Promise<void> {
  const { config, words } = readCommandLine(args, { hasWords: true });
  const [extensionNumber, ...rest] = words;
  if (extensionNumber === undefined || rest.length > 0) throw new OptionError('invite takes one extension number');
  await withStore(config, 'nobody was invited', async (store) => {
    const { accountId } = await requireCompany(store, config);
    const login = await store.server.readLogin(accountId, { extensionNumber });
    if (!login) throw new UserError(`there is no extension ${extensionNumber}`);
    const { name } = login.extension;
    const address = knownAddress(config, accountId);
    if (address === undefined) {
      throw new UserError(
        'where people reach this server is not known yet: say it with --public-url, here or to serve',
      );
    }
    const { link, expiresMs } = await createLink(store, address, login.extension);
    const until = new Date(expiresMs).toISOString();
    process.stderr.write(`For ${shownName(name)}, extension ${extensionNumber}. It works once, until ${until}:\n`);
    process.stdout.write(`${link}\n`);
  });
}
