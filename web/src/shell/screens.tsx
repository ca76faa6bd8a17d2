/** The screens of someone signed in, with the navigation between them. Large parts load when first opened. */

import { lazy, Suspense } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import { Route, Switch } from 'wouter-preact';
import { runMailbox } from '../mailbox/background.ts';
import { Mailbox } from '../mailbox/mailbox.tsx';
import { t } from '../text/catalogue.ts';
import { readMe } from './me.ts';
import { Navigation } from './navigation.tsx';
import { mayRunCompany, readPermissions } from './permissions.ts';
import { hasDemoDesk, readServer } from './server.ts';

const Company = lazy(async () => (await import('../company/company.tsx')).Company);
const Developer = lazy(async () => (await import('../developer/developer.tsx')).Developer);
const Settings = lazy(async () => (await import('../settings/settings.tsx')).Settings);

export function Screens() {
  useEffect(runMailbox, []);
  useEffect(() => {
    readServer().catch(() => undefined);
    readMe().catch(() => undefined);
    readPermissions().catch(() => undefined);
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
