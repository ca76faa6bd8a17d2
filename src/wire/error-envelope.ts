/** The envelope that every refusal is answered in. (WIRE contract, section 4.) */

import { Type } from 'typebox';

export const errorItem = Type.Object({
  errorCode: Type.String(),
  message: Type.String(),
  parameterName: Type.Optional(Type.String()),
  permissionName: Type.Optional(Type.String()),
});

export type ErrorItem = Type.Static<typeof errorItem>;

/** What every refused request is answered with. */
export const errorEnvelope = Type.Object(
  {
    errorCode: Type.String(),
    message: Type.String(),
    errors: Type.Array(errorItem),
    parameterName: Type.Optional(Type.String()),
    permissionName: Type.Optional(Type.String()),
    error: Type.Optional(Type.String({ description: 'RFC 6749 error code, on OAuth errors only' })),
    error_description: Type.Optional(Type.String()),
    hint: Type.Optional(Type.String({ description: 'How to mend it; an addition of Beckon’s own' })),
  },
  { title: 'Error', description: 'What went wrong, on top and item by item' },
);
export type ErrorEnvelope = Type.Static<typeof errorEnvelope>;
