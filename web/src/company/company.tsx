/** The screens from which a company is run. What someone may not do has no screen for them. */

import type { ComponentType } from 'preact';
import { lazy, Suspense } from 'preact/compat';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter-preact';
import { may } from '../shell/permissions.ts';
import { type Key, t } from '../text/catalogue.ts';

interface Section {
  readonly path: string;
  readonly label: Key;
  /** Any one of these lets someone in. */
  readonly permissions: readonly string[];
  readonly screen: ComponentType;
}

const People = lazy(async () => (await import('./people/people.tsx')).People);
const Departments = lazy(async () => (await import('./departments/departments.tsx')).Departments);

const sections: readonly Section[] = [
  { path: 'people', label: 'people.title', permissions: ['EditUserInfo', 'AddRemoveUsers'], screen: People },
  { path: 'departments', label: 'departments.title', permissions: ['Groups', 'UserGroups'], screen: Departments },
];

export function Company() {
  const open = sections.filter(({ permissions }) => permissions.some(may));
  const first = open[0];
  return (
    <div class="company">
      <nav class="sections" aria-label={t('company.sections')}>
        <ul>
          {open.map(({ path, label }) => (
            <li key={path}>
              <SectionLink path={`/company/${path}`} label={t(label)} />
            </li>
          ))}
        </ul>
      </nav>
      <Suspense fallback={<p class="centred">{t('app.loading')}</p>}>
        <Switch>
          {open.map(({ path, screen: Screen }) => (
            <Route key={path} path={`/company/${path}/*?`}>
              <Screen />
            </Route>
          ))}
          <Route>{first ? <Redirect to={`/company/${first.path}`} replace /> : null}</Route>
        </Switch>
      </Suspense>
    </div>
  );
}

function SectionLink({ path, label }: { path: string; label: string }) {
  const [isHere] = useRoute(`${path}/*?`);
  return (
    <Link href={path} aria-current={isHere ? 'page' : undefined}>
      {label}
    </Link>
  );
}
