/** The list of a Department's members, which the vendor serves at two addresses. */

import type { FastifyRequest } from 'fastify';
import type { Grant } from '../../domain/session.ts';
import { memberJson } from '../../wire/departments.ts';
import { listBlocks, pagingFrom } from '../../wire/lists.ts';
import type { Beckon } from './beckon.ts';
import { requireDepartment, searchOf } from './mailbox.ts';

interface MembersCall {
  readonly params: Parameters<typeof requireDepartment>[0];
  readonly query: Parameters<typeof pagingFrom>[0];
  readonly grant: Grant;
  readonly request: FastifyRequest;
}

/** `segment` is the part of the address that Departments lie under. */
export async function listMembers({ params, query, grant, request }: MembersCall, beckon: Beckon, segment: string) {
  const { extensionId } = await requireDepartment(params, grant, beckon);
  const paging = pagingFrom(query);
  const listed = await beckon.store.as(grant).listExtensions({
    ...paging,
    status: [],
    type: [],
    departmentId: extensionId,
  });
  const address = `${beckon.urls.account(grant.accountId)}/${segment}/${extensionId}/members`;
  return {
    ...listBlocks(listed, paging, address, searchOf(request)),
    records: listed.records.map((member) => memberJson(member, beckon.urls)),
  };
}
