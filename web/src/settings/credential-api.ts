/** JWT credentials as the server tells of them. */

import { t } from '../text/catalogue.ts';

export interface CredentialJson {
  readonly id: string;
  readonly label: string;
  readonly creationTime: string;
  /** Absent for never. */
  readonly expirationTime?: string;
  readonly isExpired: boolean;
}

export const credentialsPath = '/beckon/v1/credentials';

export function labelOf({ label }: CredentialJson): string {
  return label === '' ? t('credentials.unnamed') : label;
}
