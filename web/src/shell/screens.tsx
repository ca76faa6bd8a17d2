/** The screens of someone signed in, with the navigation between them. Large parts load when first opened. */

import { Suspense } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import { Route, Switch } from 'wouter-preact';
import { type Loaded, useLoaded } from '../api/use-loaded.ts';
import { ownDevice } from '../browser/own-device.ts';
import { Mailbox } from '../conversations/mailbox.tsx';
import { later } from '../design/later.tsx';
import { LoadState } from '../design/load-state.tsx';
import { readMe } from '../session/me.ts';
import { mayRunCompany, readPermissions } from '../session/permissions.ts';
import { hasDemoDesk, readServer } from '../session/server.ts';
import { t } from '../text/catalogue.ts';
import { runMailbox } from './background.ts';
import { Navigation } from './navigation.tsx';

const Company = later(async () => (await import('../company/company.tsx')).Company);
const Settings = later(async () => (await import('../settings/settings.tsx')).Settings);
const Developer = later(async () => (await import('../developer/developer.tsx')).Developer);

export function Screens() {
  useEffect(runMailbox, []);
  const known = useLoaded(readServer, []);
  const permissions = useLoaded(readPermissions, []);
  const own = useLoaded(readMe, []);
  useEffect(() => {
    renewPush().catch(() => undefined);
    // Roles may have been given or taken meanwhile.
    const seen = () => {
      if (document.visibilityState === 'visible') permissions.reload();
    };
    const back = () => {
      for (const one of [known, permissions, own]) one.reload();
    };
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('online', back);
    return () => {
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('online', back);
    };
  }, []);
  return (
    <div class="frame">
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <Navigation />
      <Suspense fallback={<p class="centred">{t('app.loading')}</p>}>
        <Switch>
          <Route path="/settings" component={Settings} />
          {mayRunCompany.value ? <Route path="/company/*?" component={Company} /> : null}
          {hasDemoDesk.value ? <Route path="/developer" component={Developer} /> : null}
          {permissions.value ? null : <Route path="/company/*?">{() => <NotYet of={permissions} />}</Route>}
          {known.value ? null : <Route path="/developer">{() => <NotYet of={known} />}</Route>}
          <Route path="/conversations/:id" component={Mailbox} />
          <Route path="/deleted" component={Mailbox} />
          <Route path="/" component={Mailbox} />
          <Route>
            <main id="content" class="screen">
              <h1>{t('error.notFound')}</h1>
            </main>
          </Route>
        </Switch>
      </Suspense>
    </div>
  );
}

/** Whether there is anything here is known once the server has said what this person may do. */
function NotYet({ of }: { of: Loaded<unknown> }) {
  return (
    <main id="content" class="screen" tabIndex={-1}>
      <LoadState of={of}>{() => null}</LoadState>
    </main>
  );
}

/** Only where notifications were turned on is the code for them loaded. */
async function renewPush(): Promise<void> {
  if (ownDevice()) await (await import('../push/subscription.ts')).renewPush();
}
