/** The screens about Departments: those one may look after, a new one, and one of them. */

import { Route, Switch } from 'wouter-preact';
import { later } from '../../design/later.tsx';
import { DepartmentList } from './department-list.tsx';

const NewDepartment = later(async () => (await import('./new-department.tsx')).NewDepartment);
const Department = later(async () => (await import('./department.tsx')).Department);

export function Departments() {
  return (
    <Switch>
      <Route path="/company/departments/new" component={NewDepartment} />
      <Route path="/company/departments/:id">{({ id }) => <Department key={id} departmentId={id} />}</Route>
      <Route component={DepartmentList} />
    </Switch>
  );
}
