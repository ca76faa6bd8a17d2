/** Texts of the screens from which a company is run, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { company as english } from '../en/company.ts';

export const company: CatalogueOf<typeof english> = {
  'company.sections': 'Firma',
  'company.save': 'Speichern',
  'company.saved': 'Gespeichert.',
  'company.undo': 'Änderungen verwerfen',
};
