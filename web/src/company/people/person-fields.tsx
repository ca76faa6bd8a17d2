/** What is written of a person: name, number, and how else they are reached. */

import { isEmailAddress } from '../../../../src/domain/email.ts';
import type { ContactJson, ExtensionJson } from '../../api/shapes.ts';
import { TextField } from '../../design/field.tsx';
import { t } from '../../text/catalogue.ts';
import type { Act } from '../use-act.ts';

export const contactFields = [
  'firstName',
  'lastName',
  'email',
  'jobTitle',
  'department',
  'businessPhone',
  'mobilePhone',
] as const satisfies readonly (keyof ContactJson)[];

export const personFields = ['extensionNumber', ...contactFields] as const;
export type PersonField = (typeof personFields)[number];
export type PersonTexts = Readonly<Partial<Record<PersonField, string>>>;

export function textsOf({ extensionNumber, contact = {} }: ExtensionJson): PersonTexts {
  return { extensionNumber, ...Object.fromEntries(contactFields.map((field) => [field, contact[field] ?? ''])) };
}

/** As a request's body: only what is given. */
export function personBody(texts: PersonTexts) {
  const { extensionNumber, ...contact } = texts;
  return {
    ...(extensionNumber === undefined ? {} : { extensionNumber: extensionNumber.trim() }),
    ...(Object.keys(contact).length === 0
      ? {}
      : { contact: Object.fromEntries(Object.entries(contact).map(([field, text]) => [field, text.trim()])) }),
  };
}

/** What is wrong with what was typed, before the server is asked. */
export function faultAt(field: PersonField, text: string): string | undefined {
  if (field === 'extensionNumber' && !/^[1-9]\d{0,9}$/.test(text.trim())) return t('people.fault.number');
  if (field === 'email' && text.trim() !== '' && !isEmailAddress(text.trim())) return t('people.fault.email');
  return undefined;
}

export function hasFault(texts: PersonTexts): boolean {
  return Object.entries(texts).some(([field, text]) => faultAt(field as PersonField, text ?? '') !== undefined);
}

interface PersonFieldsProps {
  readonly texts: PersonTexts;
  readonly onText: (field: PersonField, text: string) => void;
  readonly act: Act;
  /** Whether faults are told already: not before somebody has tried. */
  readonly isTried: boolean;
  readonly faults?: Readonly<Partial<Record<PersonField, string>>>;
}

export function PersonFields({ texts, onText, act, isTried, faults = {} }: PersonFieldsProps) {
  const inputs: Readonly<Partial<Record<PersonField, object>>> = {
    extensionNumber: { inputMode: 'numeric', required: true },
    email: { type: 'email' },
    businessPhone: { type: 'tel' },
    mobilePhone: { type: 'tel' },
  };
  const order = ['firstName', 'lastName', 'extensionNumber', ...contactFields.slice(2)] as readonly PersonField[];
  return (
    <div class="fields">
      {order.map((field) => {
        const text = texts[field] ?? '';
        return (
          <TextField
            key={field}
            label={t(`people.field.${field}`)}
            hint={field === 'email' ? t('people.emailHint') : undefined}
            value={text}
            onText={(changed) => onText(field, changed)}
            error={act.errorAt(field) ?? (isTried ? (faults[field] ?? faultAt(field, text)) : undefined)}
            input={{ autocomplete: 'off', ...inputs[field] }}
          />
        );
      })}
    </div>
  );
}
