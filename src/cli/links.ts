/** Makes the one-time links with which people set a password. */

import { changeSignIn } from '../actions/sign-in/change-sign-in.ts';
import type { Config } from '../config.ts';
import type { AccountId, ExtensionId } from '../domain/ids.ts';
import { invitationLife } from '../domain/invitation.ts';
import type { Store } from '../domain/store.ts';
import { publicUrlFrom } from '../listening.ts';
import { hashSecret } from '../wire/secrets.ts';
import { newToken } from '../wire/tokens.ts';
import { createUrls } from '../wire/urls.ts';

export interface Link {
  readonly link: string;
  readonly expiresMs: number;
}

/** The link leads to where a server with the same options is reached. Throws `DomainError`. */
export async function createLink(
  store: Store,
  config: Config,
  { accountId, extensionId }: { accountId: AccountId; extensionId: ExtensionId },
): Promise<Link> {
  const token = newToken(accountId);
  const { expiresMs } = await changeSignIn(store, {
    ...{ kind: 'invite', accountId, actor: 'operator', extensionId },
    ...{ tokenHash: hashSecret(token), lifeMs: invitationLife.standardMs },
  });
  return { link: createUrls(() => publicUrlFrom(config, config.port)).invitation(token), expiresMs };
}
