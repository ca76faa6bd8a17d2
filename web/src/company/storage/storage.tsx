/** How long messages stay, and what is held whatever happens. */

import { t } from '../../text/catalogue.ts';
import { Screen } from '../screen.tsx';
import { Holds } from './holds.tsx';
import { Retention } from './retention.tsx';

export function Storage() {
  return (
    <Screen title={t('storage.title')} lead={t('storage.lead')}>
      <Retention />
      <Holds />
    </Screen>
  );
}
