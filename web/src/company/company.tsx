/** The screens from which a company is run. What someone may not do has no screen for them. */

import type { ComponentType } from 'preact';
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

const sections: readonly Section[] = [];

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
      <Switch>
        {open.map(({ path, screen: Screen }) => (
          <Route key={path} path={`/company/${path}/*?`}>
            <Screen />
          </Route>
        ))}
        <Route>{first ? <Redirect to={`/company/${first.path}`} replace /> : null}</Route>
      </Switch>
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
