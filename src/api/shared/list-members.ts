/** The list of a Department's members, which the vendor serves at two addresses. */

import type { FastifyRequest } from 'fastify';
import type { AccessGrant } from '../../domain/session.ts';
import { memberJson } from '../../wire/departments.ts';
import { listBlocks, pagingFrom } from '../../wire/lists.ts';
import { requireDepartment, searchOf } from './mailbox.ts';
import type { ApiServices } from './services.ts';

interface MembersCall {
  readonly params: Parameters<typeof requireDepartment>[0];
  readonly query: Parameters<typeof pagingFrom>[0];
  readonly caller: AccessGrant;
  readonly request: FastifyRequest;
}

/** `segment` is the part of the address that Departments lie under. */
export async function listMembers(
  { params, query, caller, request }: MembersCall,
  services: ApiServices,
  segment: string,
) {
  const { extensionId } = await requireDepartment(params, caller, services);
  const paging = pagingFrom(query);
  const listed = await services.store.as(caller).listExtensions({
    ...paging,
    status: [],
    type: [],
    departmentId: extensionId,
  });
  const address = `${services.urls.account(caller.accountId)}/${segment}/${extensionId}/members`;
  return {
    ...listBlocks(listed, paging, address, searchOf(request)),
    records: listed.records.map((member) => memberJson(member, services.urls)),
  };
}
