/** How busy the server was of late, as administrators read it: a measurement for each ten seconds or so. */

import { Type } from 'typebox';

const count = (description: string) => Type.Integer({ description });
const orNull = <T extends Type.TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
const times = (description: string) =>
  orNull(Type.Object({ mean: Type.Number(), slowest: Type.Number() }, { description: `${description}; null if none` }));

const activitySampleShape = Type.Object(
  {
    number: count('Counts from 1 since the server was started'),
    endTime: Type.String({ format: 'date-time' }),
    seconds: Type.Number({ description: 'How long it was measured; its counts are of this time' }),
    requests: count('Answered, of every kind'),
    refused: count('Of these, with a status from 400 to 499'),
    failed: count('Of these, with a status from 500 on'),
    pages: count('Sent'),
    requestMs: times('Milliseconds until requests were answered'),
    commits: count('Writings to disk'),
    commands: count('Changes that were kept by them'),
    commitMs: times('Milliseconds until what was written was durable'),
    waitingCommands: count('The most changes that waited for a commit at once'),
    sockets: count('WebSockets that were open at its end'),
    memoryBytes: count('Of the whole process, at its end'),
    delivered: count('Attempts to tell a webhook that were taken'),
    undelivered: count('Those that were not; they are made again'),
    waitingDeliveries: count('Notifications to webhooks that waited at its end'),
    deliveryLagMs: count('How long the oldest of these had waited'),
  },
  { title: 'ActivitySample' },
);
export type ActivitySample = Type.Static<typeof activitySampleShape>;

const sweepShape = Type.Object(
  {
    isUnderWay: Type.Boolean(),
    intervalSeconds: Type.Number({ description: 'From the end of one sweep to the beginning of the next' }),
    lastEndTime: Type.Optional(Type.String({ format: 'date-time', description: 'Of the last one that has ended' })),
    hasStoppedEarly: Type.Boolean({ description: 'Whether that one met an error; it is tried again' }),
  },
  { title: 'Sweep', description: 'Of what time has made due' },
);

const conditionShape = Type.Object(
  {
    code: Type.String(),
    sentence: Type.String({ description: 'What is so, what comes of it, and what mends it' }),
    detail: Type.Optional(Type.String()),
    isBlocking: Type.Boolean({ description: 'Whether the server is not ready while it lasts' }),
    sinceTime: Type.String({ format: 'date-time' }),
  },
  { title: 'Condition' },
);

export const activityShape = Type.Object(
  {
    startTime: Type.String({ format: 'date-time', description: 'Of the server; when it changes, numbers begin anew' }),
    intervalSeconds: Type.Number({ description: 'How long each measurement takes' }),
    records: Type.Array(activitySampleShape, { description: 'Those of the last hour at most, oldest first' }),
    current: Type.Object(activitySampleShape.properties, { description: 'The one that is being made' }),
    sweep: sweepShape,
    conditions: Type.Array(conditionShape, { description: 'What is wrong at the moment, the gravest first' }),
  },
  { title: 'Activity' },
);
export type ActivityJson = Type.Static<typeof activityShape>;
