/** JWT credentials as the server tells of them. */

import type { credentialShape } from '../../../src/wire/credentials.ts';
import type { Answer } from '../api/shapes.ts';
import { t } from '../text/catalogue.ts';

export type CredentialJson = Answer<typeof credentialShape>;

export const credentialsPath = '/beckon/v1/credentials';

export function labelOf({ label }: CredentialJson): string {
  return label === '' ? t('credentials.unnamed') : label;
}
