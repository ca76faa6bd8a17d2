/** The screens of someone signed in, with the navigation between them. Large parts load when first opened. */

import { lazy, Suspense } from 'preact/compat';
import { useEffect } from 'preact/hooks';
import { Route, Switch } from 'wouter-preact';
import { runMailbox } from '../mailbox/background.ts';
import { Mailbox } from '../mailbox/mailbox.tsx';
import { ownDevice } from '../push/own-device.ts';
import { openTexts, t } from '../text/catalogue.ts';
import { readMe } from './me.ts';
import { Navigation } from './navigation.tsx';
import { mayRunCompany, readPermissions } from './permissions.ts';
import { hasDemoDesk, readServer } from './server.ts';

const Company = lazy(async () => {
  const [{ Company: screen }] = await Promise.all([import('../company/company.tsx'), openTexts()]);
  return screen;
});
const Settings = lazy(async () => {
  const [{ Settings: screen }] = await Promise.all([import('../settings/settings.tsx'), openTexts()]);
  return screen;
});
const Developer = lazy(async () => {
  const [{ Developer: screen }] = await Promise.all([import('../developer/developer.tsx'), openTexts()]);
  return screen;
});

export function Screens() {
  useEffect(runMailbox, []);
  useEffect(() => {
    readServer().catch(() => undefined);
    readMe().catch(() => undefined);
    readPermissions().catch(() => undefined);
    renewPush().catch(() => undefined);
    // Roles may have been given or taken meanwhile.
    const seen = () => {
      if (document.visibilityState === 'visible') readPermissions().catch(() => undefined);
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
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

/** Only where notifications were turned on is the code for them loaded. */
async function renewPush(): Promise<void> {
  if (ownDevice()) await (await import('../push/subscription.ts')).renewPush();
}
