/** The link with which someone sets a first or new password: made on request, shown this once. */

import { signal } from '@preact/signals';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import type { ExtensionJson, InvitationJson } from '../../api/shapes.ts';
import { Icon } from '../../design/icon.tsx';
import { announce } from '../../shell/announcer.tsx';
import { formatDateTime, t } from '../../text/catalogue.ts';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';

/** The link that was made last; nobody can read it from the server again. */
const shown = signal<{ readonly extensionId: number; readonly invitation: InvitationJson } | undefined>(undefined);

/** Makes a link, which the screen of that person shows. */
export async function invite(extensionId: number): Promise<void> {
  const path = `/beckon/v1/extensions/${extensionId}/invitation`;
  const invitation = await call<InvitationJson>(path, { method: 'POST', body: {} });
  shown.value = { extensionId, invitation };
}

export function InvitationCard({ person: { id, name, status } }: { person: ExtensionJson }) {
  const act = useAct();
  const link = shown.value?.extensionId === id ? shown.value.invitation : undefined;
  const canSignIn = status === 'Enabled' || status === 'NotActivated';
  useEffect(
    () => () => {
      shown.value = undefined;
    },
    [],
  );
  const error = act.errorBeside([]);
  return (
    <Panel title={t('people.signIn')} lead={canSignIn ? t('people.signInLead', { name }) : t('people.cannotSignIn')}>
      {link ? <Link link={link} name={name} /> : null}
      {error ? (
        <p role="alert" class="trouble">
          {error}
        </p>
      ) : null}
      {canSignIn ? (
        <div class="acts">
          <button type="button" class="button" disabled={act.isUnderWay} onClick={() => void act.run(() => invite(id))}>
            {link ? t('people.linkAgain') : t('people.makeLink')}
          </button>
        </div>
      ) : null}
    </Panel>
  );
}

function Link({ link: { uri, expirationTime }, name }: { link: InvitationJson; name: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [uri]);
  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(uri);
      setCopied(true);
      announce(t('people.copied'));
    } catch {
      announce(t('people.copyByHand'), { isError: true });
    }
  };
  return (
    <div class="link-box" role="status">
      <label for={id}>{t('people.link', { name })}</label>
      <div class="bar">
        <input
          ref={input}
          id={id}
          class="grow"
          readOnly
          value={uri}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="button button-primary" onClick={() => void copy()}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          {t('people.copy')}
        </button>
      </div>
      <p class="hint">{t('people.linkUntil', { time: formatDateTime(Date.parse(expirationTime)) })}</p>
    </div>
  );
}
