/** The apps that may call the API: registered, changed, given a new secret, removed. */

import { useState } from 'preact/hooks';
import { useLoaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { LoadState } from '../../design/load-state.tsx';
import { ShownOnceDialog } from '../../design/shown-once-dialog.tsx';
import { t } from '../../text/catalogue.ts';
import { Screen } from '../screen.tsx';
import { type AppDraft, type AppJson, type AppWithSecret, changeApp, readApps, registerApp } from './app-api.ts';
import { AppCard } from './app-card.tsx';
import { AppForm } from './app-form.tsx';
import { RemoveAppDialog } from './remove-app-dialog.tsx';
import { RotateDialog } from './rotate-dialog.tsx';

type Open =
  | { readonly kind: 'register' }
  | { readonly kind: 'change' | 'rotate' | 'remove'; readonly app: AppJson }
  | { readonly kind: 'shown'; readonly app: AppWithSecret };

export function Apps() {
  const apps = useLoaded(readApps, []);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const show = (app: AppWithSecret) => {
    apps.reload();
    setOpen({ kind: 'shown', app });
  };
  const save = async (draft: AppDraft) => {
    if (open?.kind !== 'change') return show(await registerApp(draft));
    await changeApp(open.app.clientId, draft);
    apps.reload();
    announce(t('apps.saved', { name: draft.name }));
    close();
  };
  const openFor = (kind: 'change' | 'rotate' | 'remove') => (app: AppJson) => setOpen({ kind, app });
  const acts = { onChange: openFor('change'), onRotate: openFor('rotate'), onRemove: openFor('remove') };
  return (
    <Screen
      title={t('apps.title')}
      lead={t('apps.lead')}
      acts={
        <button type="button" class="button button-primary" onClick={() => setOpen({ kind: 'register' })}>
          {t('apps.register')}
        </button>
      }
    >
      <LoadState of={apps}>
        {(records) => (
          <>
            <ul class="records">
              {records.map((app) => (
                <AppCard key={app.clientId} app={app} acts={acts} />
              ))}
            </ul>
            {records.every(({ isFirstParty }) => isFirstParty) ? <p class="quiet">{t('apps.none')}</p> : null}
          </>
        )}
      </LoadState>
      {open?.kind === 'register' ? <AppForm onSave={save} onClose={close} /> : null}
      {open?.kind === 'change' ? <AppForm app={open.app} onSave={save} onClose={close} /> : null}
      {open?.kind === 'rotate' ? <RotateDialog app={open.app} onRotated={show} onClose={close} /> : null}
      {open?.kind === 'remove' ? <RemoveAppDialog app={open.app} onRemoved={apps.reload} onClose={close} /> : null}
      {open?.kind === 'shown' ? <NewApp app={open.app} onClose={close} /> : null}
    </Screen>
  );
}

function NewApp({ app: { name, clientId, clientSecret }, onClose }: { app: AppWithSecret; onClose: () => void }) {
  const id = { label: t('apps.clientId'), value: clientId };
  if (clientSecret === undefined) {
    return (
      <ShownOnceDialog
        title={t('apps.publicTitle', { name })}
        lead={t('apps.publicLead')}
        values={[id]}
        onClose={onClose}
      />
    );
  }
  return (
    <ShownOnceDialog
      title={t('apps.secretTitle', { name })}
      lead={t('apps.secretLead')}
      values={[id, { label: t('apps.secret'), value: clientSecret }]}
      onClose={onClose}
    />
  );
}
