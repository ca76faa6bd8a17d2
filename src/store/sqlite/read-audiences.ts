/** Which threads someone has lost or regained by leaving and joining Departments. */

import { type Membership, memberSinceMs } from '../../domain/access.ts';
import type { AccountId, AudienceId, ExtensionId } from '../../domain/ids.ts';
import type { Database } from './open-database.ts';
import { idsFrom } from './rows.ts';

/** The audiences whose threads someone has lost, regained, or holds through another Department than before. */
export function createReadChangedAudiences(db: Database) {
  const audiencesOf = db.statement(`
    SELECT DISTINCT audience_id FROM audience_department
    WHERE account_id = ? AND department_id IN (SELECT value FROM json_each(?))`);
  const departmentsOf = db.statement(
    'SELECT department_id FROM audience_department WHERE account_id = ? AND audience_id = ?',
  );
  return (accountId: AccountId, before: readonly Membership[], now: readonly Membership[]): AudienceId[] => {
    if (isSame(before, now)) return [];
    const departmentIds = [...before, ...now].map(({ departmentId }) => departmentId);
    const audiences = audiencesOf
      .all(accountId, JSON.stringify(departmentIds))
      .map((row) => row.audience_id as AudienceId);
    return audiences.filter((audienceId) => {
      const audience: { departmentIds: ExtensionId[] } = {
        departmentIds: idsFrom(departmentsOf.all(accountId, audienceId), 'department_id'),
      };
      return memberSinceMs(audience, before) !== memberSinceMs(audience, now);
    });
  };
}

/** Whether both are of the same Departments since the same times. Either has each Department once. */
function isSame(before: readonly Membership[], now: readonly Membership[]): boolean {
  if (before.length !== now.length) return false;
  const since = new Map(before.map(({ departmentId, joinedMs }) => [departmentId, joinedMs]));
  return now.every(({ departmentId, joinedMs }) => since.get(departmentId) === joinedMs);
}
