/** What people, Departments and apps are called, by the ids that records carry. */

import { directory } from '../directory/directory.ts';
import { t } from '../text/catalogue.ts';

/** Names in records outlive people: whoever is gone has only an id left. */
export function nameOf(extensionId: string | number | null): string {
  if (extensionId === null) return t('audit.byCommand');
  const found = directory.value.find(({ id }) => String(id) === String(extensionId));
  return found ? found.name : t('audit.gone', { id: String(extensionId) });
}
