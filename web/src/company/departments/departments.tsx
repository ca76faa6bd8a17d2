/** The screens about Departments: those one may look after, a new one, and one of them. */

import { lazy } from 'preact/compat';
import { Route, Switch } from 'wouter-preact';
import { DepartmentList } from './department-list.tsx';

const NewDepartment = lazy(async () => (await import('./new-department.tsx')).NewDepartment);
const Department = lazy(async () => (await import('./department.tsx')).Department);

export function Departments() {
  return (
    <Switch>
      <Route path="/company/departments/new" component={NewDepartment} />
      <Route path="/company/departments/:id">{({ id }) => <Department key={id} departmentId={id} />}</Route>
      <Route component={DepartmentList} />
    </Switch>
  );
}
