/** Makes the one-time links with which people set a password. */

import { demoAccountId } from '../demo/company.ts';
import { demoAddress } from '../demo/demo-env.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, ExtensionId } from '../domain/ids.ts';
import { invitationLife } from '../domain/invitation.ts';
import type { Store } from '../domain/store.ts';
import { withKeptAddress } from '../process/kept-address.ts';
import { isOfThisMachine, publicUrlFrom } from '../process/listening.ts';
import type { Config } from '../process/options.ts';
import { hashSecret } from '../wire/secrets.ts';
import { newToken } from '../wire/tokens.ts';
import { createUrls } from '../wire/urls.ts';

export interface Link {
  readonly link: string;
  readonly expiresMs: number;
}

/**
 * Where the server of a folder is reached: as the options say, as was kept, or as a demo listens now. Undefined if neither tells: nobody but
 * whoever sits at this machine could follow a link to it.
 */
export function knownAddress(given: Config, accountId: AccountId): string | undefined {
  const config = withKeptAddress(given);
  const address = publicUrlFrom(config, config.port);
  if (config.publicUrl !== undefined) return address;
  if (accountId === demoAccountId) return demoAddress(config.data) ?? address;
  return isOfThisMachine(address) ? undefined : address;
}

/** A link below an address. Throws `DomainError`. */
export async function createLink(
  store: Store,
  publicUrl: string,
  { accountId, extensionId }: { accountId: AccountId; extensionId: ExtensionId },
): Promise<Link> {
  const token = newToken(accountId);
  const { expiresMs } = unwrap(
    await store.execute({
      ...{ kind: 'invite', accountId, actor: 'operator', extensionId },
      ...{ tokenHash: hashSecret(token), lifeMs: invitationLife.standardMs },
    }),
  );
  return { link: createUrls(() => publicUrl).invitation(token), expiresMs };
}
