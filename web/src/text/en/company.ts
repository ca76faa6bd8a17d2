/** Texts of the screens from which a company is run, in English. */

export const company = {
  'company.sections': 'Company',
  'company.save': 'Save',
  'company.saved': 'Saved.',
  'company.undo': 'Undo changes',
} as const;
