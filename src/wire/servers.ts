/** What a server says of itself before anyone is signed in. */

import { Type } from 'typebox';

export const serverShape = Type.Object(
  {
    mode: Type.Union([Type.Literal('demo'), Type.Literal('organisation')]),
    companyName: Type.Optional(Type.String({ description: 'Absent where several companies share the server' })),
    clientId: Type.Optional(Type.String({ description: 'Of the web app; absent for the same reason' })),
    version: Type.String(),
    publicUrl: Type.String({ description: 'The address at which people sign in' }),
    hasDemoDesk: Type.Boolean({
      description: 'Whether whoever asks may sign in as anyone of the demo, and see its requests',
    }),
  },
  { title: 'Server' },
);
