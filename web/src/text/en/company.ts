/** Texts of the screens from which a company is run, in English. */

export const company = {
  'company.sections': 'Company',
} as const;
