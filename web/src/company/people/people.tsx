/** The screens about people: all of them, someone new, one of them, and the import of a file. */

import { lazy } from 'preact/compat';
import { Route, Switch } from 'wouter-preact';
import { PeopleList } from './people-list.tsx';

const NewPerson = lazy(async () => (await import('./new-person.tsx')).NewPerson);
const Person = lazy(async () => (await import('./person.tsx')).Person);
const ImportPeople = lazy(async () => (await import('./import-people.tsx')).ImportPeople);

export function People() {
  return (
    <Switch>
      <Route path="/company/people/new" component={NewPerson} />
      <Route path="/company/people/import" component={ImportPeople} />
      <Route path="/company/people/:id">{({ id }) => <Person key={id} extensionId={Number(id)} />}</Route>
      <Route component={PeopleList} />
    </Switch>
  );
}
