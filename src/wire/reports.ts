/** Exports as requests ask for them and as answers show them: the vendor's message store reports. */

import { Type } from 'typebox';
import { isFinished, type Report } from '../domain/export.ts';
import type { AccountId } from '../domain/ids.ts';
import { choice } from './choices.ts';
import { messageType } from './messages.ts';
import type { Urls } from './urls.ts';

const time = (description: string) => Type.String({ format: 'date-time', description });

export const createReportShape = Type.Object(
  {
    dateFrom: Type.Optional(Type.String({ description: 'By default 24 hours before `dateTo`' })),
    dateTo: Type.Optional(Type.String({ description: 'By default now' })),
    messageTypes: Type.Optional(Type.Array(messageType, { description: 'By default any; pages are `Pager`' })),
  },
  { title: 'CreateMessageStoreReport' },
);

export const reportShape = Type.Object(
  {
    id: Type.String(),
    uri: Type.String(),
    status: choice(['Accepted', 'InProgress', 'Completed', 'Failed']),
    accountId: Type.String(),
    extensionId: Type.String({ description: 'Who asked for it' }),
    dateTo: time('The newest time that is in it'),
    dateFrom: time('The oldest time that is in it'),
    startTime: Type.Optional(time('When writing it began')),
    finishTime: Type.Optional(time('When it was Completed, or Failed')),
    messageTypes: Type.Optional(Type.Array(messageType)),
  },
  { title: 'MessageStoreReport' },
);

export const exportListShape = Type.Object(
  {
    records: Type.Array(
      Type.Object(
        {
          ...reportShape.properties,
          creationTime: time('When it was asked for'),
          size: Type.Optional(Type.Integer({ description: 'Of its archive in bytes, once Completed' })),
        },
        { title: 'Export' },
      ),
    ),
  },
  { title: 'ExportList' },
);

export const archiveListShape = Type.Object(
  {
    records: Type.Array(
      Type.Object({ size: Type.Integer({ description: 'In bytes' }), uri: Type.String() }, { title: 'ArchiveInfo' }),
    ),
  },
  { title: 'MessageStoreReportArchive', description: 'Empty until the task is Completed' },
);

/** An export is one archive. */
export const archiveId = '1';

function addressOf(accountId: AccountId, { taskId }: Report, urls: Urls): string {
  return `${urls.account(accountId)}/message-store-report/${taskId}`;
}

export function reportJson(accountId: AccountId, report: Report, urls: Urls): Type.Static<typeof reportShape> {
  const { taskId, extensionId, status, frame, messageTypes, startedMs, finishedMs } = report;
  return {
    id: taskId,
    uri: addressOf(accountId, report, urls),
    status,
    accountId: String(accountId),
    extensionId: String(extensionId),
    dateTo: new Date(frame.toMs - 1).toISOString(),
    dateFrom: new Date(frame.fromMs).toISOString(),
    ...(startedMs === null ? {} : { startTime: new Date(startedMs).toISOString() }),
    ...(isFinished(report) && finishedMs !== null ? { finishTime: new Date(finishedMs).toISOString() } : {}),
    ...(messageTypes === null ? {} : { messageTypes: messageTypes as Type.Static<typeof messageType>[] }),
  };
}

export function exportListJson(accountId: AccountId, reports: readonly Report[], urls: Urls) {
  return {
    records: reports.map((report) => ({
      ...reportJson(accountId, report, urls),
      creationTime: new Date(report.createdMs).toISOString(),
      ...(report.sizeBytes === null ? {} : { size: report.sizeBytes }),
    })),
  };
}

export function archiveListJson(
  accountId: AccountId,
  report: Report,
  urls: Urls,
): Type.Static<typeof archiveListShape> {
  const { status, sizeBytes } = report;
  if (status !== 'Completed' || sizeBytes === null) return { records: [] };
  return { records: [{ size: sizeBytes, uri: `${addressOf(accountId, report, urls)}/archive/${archiveId}` }] };
}
