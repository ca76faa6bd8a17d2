/** The screens about people: all of them, someone new, one of them, and the import of a file. */

import { Route, Switch } from 'wouter-preact';
import { later } from '../../design/later.tsx';
import { PeopleList } from './people-list.tsx';

const NewPerson = later(async () => (await import('./new-person.tsx')).NewPerson);
const Person = later(async () => (await import('./person.tsx')).Person);
const ImportPeople = later(async () => (await import('./import-people.tsx')).ImportPeople);

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
