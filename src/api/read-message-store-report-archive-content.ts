/** GET …/message-store-report/{taskId}/archive/{archiveId}: the archive of an export, as it lies on disk. */

import { create as contentDisposition } from 'content-disposition';
import { Type } from 'typebox';
import { DomainError, unwrap } from '../domain/errors.ts';
import { archiveId } from '../wire/reports.ts';
import { requireReport, taskParams } from './read-message-store-report-task.ts';
import { operation } from './shared/operation.ts';

export const readMessageStoreReportArchiveContent = operation({
  operationId: 'readMessageStoreReportArchiveContent',
  summary: 'Download an archive of an export',
  tag: 'Messages',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/message-store-report/:taskId/archive/:archiveId',
  access: { app: 'ReadMessages', user: 'Users' },
  rate: 'Heavy',
  schema: {
    params: Type.Object({ ...taskParams.properties, archiveId: Type.String() }),
    response: { 200: Type.String({ format: 'binary', description: 'A ZIP file' }) },
  },
  async handle({ params, caller, reply }, services) {
    const report = await requireReport(params, caller, services);
    const content = params.archiveId === archiveId ? await services.reports.read(report) : undefined;
    if (!content) throw new DomainError({ code: 'unknown-resource', parameter: 'archiveId' });
    try {
      const { accountId } = caller;
      const command = { kind: 'download-report', accountId, actor: caller, taskId: report.taskId } as const;
      // Taking it away is remembered in the audit trail.
      unwrap(await services.store.execute(command));
    } catch (error) {
      content.destroy();
      throw error;
    }
    reply.headers({
      'content-type': 'application/zip',
      'content-length': report.sizeBytes ?? 0,
      'content-disposition': contentDisposition(`messages-${report.taskId}.zip`),
      'cache-control': 'private, no-store',
    });
    return reply.send(content);
  },
});
