/** The screens from which a company is run. What someone may not do has no screen for them. */

import type { ComponentType } from 'preact';
import { Suspense } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import { Link, Redirect, Route, Switch, useRoute } from 'wouter-preact';
import { later } from '../design/later.tsx';
import { may } from '../session/permissions.ts';
import { type Key, t } from '../text/catalogue.ts';

interface Section {
  readonly path: string;
  readonly label: Key;
  /** Any one of these lets someone in. */
  readonly permissions: readonly string[];
  readonly screen: ComponentType;
}

/** Settings that concern everyone in the company. */
const administering = ['AccountAdministration'];

const sections: readonly Section[] = [
  {
    ...{ path: 'people', label: 'people.title', permissions: ['EditUserInfo', 'AddRemoveUsers'] },
    screen: later(async () => (await import('./people/people.tsx')).People),
  },
  {
    ...{ path: 'departments', label: 'departments.title', permissions: ['Groups', 'UserGroups'] },
    screen: later(async () => (await import('./departments/departments.tsx')).Departments),
  },
  {
    ...{ path: 'apps', label: 'apps.title', permissions: administering },
    screen: later(async () => (await import('./apps/apps.tsx')).Apps),
  },
  {
    ...{ path: 'subscriptions', label: 'webhooks.title', permissions: administering },
    screen: later(async () => (await import('./subscriptions/subscriptions.tsx')).Subscriptions),
  },
  {
    ...{ path: 'storage', label: 'storage.title', permissions: administering },
    screen: later(async () => (await import('./storage/storage.tsx')).Storage),
  },
  {
    ...{ path: 'exports', label: 'exports.title', permissions: ['Users'] },
    screen: later(async () => (await import('./storage/exports.tsx')).Exports),
  },
  {
    ...{ path: 'audit', label: 'audit.title', permissions: ['AuditTrail'] },
    screen: later(async () => (await import('./audit/audit.tsx')).Audit),
  },
  {
    ...{ path: 'health', label: 'health.title', permissions: administering },
    screen: later(async () => (await import('./health/health.tsx')).Health),
  },
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
  const link = useRef<HTMLSpanElement>(null);
  // On a phone the sections do not all fit.
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isHere]);
  return (
    <Link href={path} aria-current={isHere ? 'page' : undefined}>
      <span ref={link}>{label}</span>
    </Link>
  );
}
