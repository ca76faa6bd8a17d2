/** Extensions as answers show them. (WIRE contract, section 8.) */

import { Type } from 'typebox';
import {
  type Contact,
  type Extension,
  extensionStatuses,
  extensionTypes,
  isActive,
  maxExtensionNumberLength,
} from '../domain/extension.ts';
import { isOneLine, withoutDirections } from '../domain/names.ts';
import { isAdministrator } from '../domain/role.ts';
import { choice } from './choices.ts';
import { navigationShape, pagingShape } from './lists.ts';
import { type Region, regionalSettingsJson, regionalSettingsShape } from './regional-settings.ts';
import { serviceFeatureShape, serviceFeaturesJson } from './service-features.ts';
import type { Urls } from './urls.ts';

export const extensionStatus = choice(extensionStatuses);
export const extensionType = choice(extensionTypes);
/** What lists may be narrowed to: also the vendor's types that no extension here has. */
export const listedType = choice([
  ...extensionTypes,
  ...(['RoomConnector', 'TieLine', 'VoiceAppIntegration', 'WebVoice', 'Unknown'] as const),
]);

/** `isExtensionNumber`, for what comes as JSON. */
const extensionNumber = Type.String({ pattern: `^[1-9][0-9]{0,${maxExtensionNumberLength - 1}}$` });

const optionalText = Type.Optional(Type.String());
const contactShape = Type.Object({
  firstName: optionalText,
  lastName: optionalText,
  name: optionalText,
  email: optionalText,
  jobTitle: optionalText,
  department: optionalText,
  businessPhone: optionalText,
  mobilePhone: optionalText,
  company: optionalText,
});

const listedFields = {
  id: Type.Integer({ format: 'int64' }),
  uri: Type.String(),
  contact: contactShape,
  extensionNumber: Type.String(),
  name: Type.String(),
  type: extensionType,
  status: extensionStatus,
  hidden: Type.Boolean(),
  permissions: Type.Object({
    admin: Type.Object({ enabled: Type.Boolean() }),
    internationalCalling: Type.Object({ enabled: Type.Boolean() }),
  }),
};

const listedExtensionShape = Type.Object(listedFields);

export const extensionShape = Type.Object(
  {
    ...listedFields,
    account: Type.Object({ id: Type.String(), uri: Type.String() }),
    setupWizardState: choice(['NotStarted', 'Completed']),
    profileImage: Type.Object({ uri: Type.String() }),
    departments: Type.Array(Type.Object({ id: Type.String(), uri: Type.String(), extensionNumber: Type.String() }), {
      description: 'Those that the person is in',
    }),
    regionalSettings: regionalSettingsShape,
    serviceFeatures: Type.Array(serviceFeatureShape),
  },
  { title: 'Extension' },
);

export const extensionListShape = Type.Object(
  {
    uri: Type.String(),
    records: Type.Array(listedExtensionShape),
    paging: pagingShape,
    navigation: navigationShape,
  },
  { title: 'ExtensionList' },
);

export function listedExtensionJson(extension: Extension, urls: Urls): Type.Static<typeof listedExtensionShape> {
  const { accountId, extensionId, extensionNumber, name, type, status, contact } = extension;
  return {
    id: extensionId,
    uri: urls.extension(accountId, extensionId),
    contact: { ...contact, name },
    extensionNumber,
    name,
    type,
    status,
    hidden: false,
    permissions: {
      admin: { enabled: isAdministrator(extension) },
      internationalCalling: { enabled: false },
    },
  };
}

/** What an extension is shown with, besides itself. */
export interface Surroundings {
  readonly urls: Urls;
  readonly region: Region;
  /** Those that it is in. */
  readonly departments: readonly Extension[];
}

export function extensionJson(
  extension: Extension,
  { urls, region, departments }: Surroundings,
): Type.Static<typeof extensionShape> {
  const { accountId, extensionId } = extension;
  return {
    ...listedExtensionJson(extension, urls),
    account: { id: String(accountId), uri: urls.account(accountId) },
    setupWizardState: isActive(extension) ? 'Completed' : 'NotStarted',
    profileImage: { uri: `${urls.extension(accountId, extensionId)}/profile-image` },
    departments: departments.map((department) => ({
      id: String(department.extensionId),
      uri: urls.extension(accountId, department.extensionId),
      extensionNumber: department.extensionNumber,
    })),
    regionalSettings: regionalSettingsJson(region, urls),
    serviceFeatures: serviceFeaturesJson(extension),
  };
}

const maxContactLetters = 255;
/** Of one line: names stand in lists, in notifications and in what a terminal prints. */
const contactText = Type.Optional(
  Type.String({ maxLength: maxContactLetters, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$' }),
);
/** Of a Department, which has to have one. */
export const departmentName = Type.Optional(
  Type.String({ maxLength: maxContactLetters, pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$' }),
);

/** The same, for what does not come as JSON. */
export function isContactText(text: string): boolean {
  return isOneLine(text) && [...text].length <= maxContactLetters;
}

const contactRequest = Type.Object({
  firstName: contactText,
  lastName: contactText,
  email: contactText,
  jobTitle: contactText,
  department: contactText,
  businessPhone: contactText,
  mobilePhone: contactText,
  company: contactText,
});

export const createExtensionShape = Type.Object(
  {
    extensionNumber: Type.Optional(extensionNumber),
    type: Type.Optional(extensionType),
    status: Type.Optional(extensionStatus),
    contact: Type.Optional(contactRequest),
    password: Type.Optional(Type.String({ maxLength: 1024 })),
  },
  {
    title: 'CreateExtension',
    description:
      'A `User` unless `type` says otherwise, `Enabled` unless `status` does; without `extensionNumber` the first that is free from 101 on',
  },
);

export const updateExtensionShape = Type.Object(
  {
    extensionNumber: Type.Optional(extensionNumber),
    status: Type.Optional(extensionStatus),
    contact: Type.Optional(contactRequest),
    // Its owner sets it, by a link.
    password: Type.Optional(Type.Never()),
  },
  { title: 'UpdateExtension' },
);

/** Only the fields that are kept: clients send back whole contacts they have read. */
export function contactFrom(contact: Type.Static<typeof contactRequest> = {}): Contact {
  const fields = Object.keys(contactRequest.properties) as (keyof Contact)[];
  return Object.fromEntries(
    fields.flatMap((field) =>
      contact[field] === undefined ? [] : [[field, withoutDirections(contact[field]).toWellFormed()]],
    ),
  );
}
