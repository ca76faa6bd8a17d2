/** Writes a page to people and Departments. */

import { useId, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { ExtensionJson } from '../api/shapes.ts';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { type Draft, outbox, post } from '../mailbox/outbox.ts';
import { WrittenView } from '../mailbox/written.tsx';
import { announce } from '../shell/announcer.tsx';
import { t } from '../text/catalogue.ts';
import { Counter, maxUnits } from './counter.tsx';
import { RecipientPicker } from './recipient-picker.tsx';

export function ComposeDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [, navigate] = useLocation();
  const [to, setTo] = useState<readonly ExtensionJson[]>([]);
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const toError = isTried && to.length === 0 ? t('compose.needTo') : undefined;
  const textError = isTried && text.trim() === '' ? t('compose.needText') : undefined;
  const close = () => {
    if ((text === '' && to.length === 0) || confirm(t('compose.discard'))) onClose();
  };
  const send = async () => {
    setTried(true);
    if (to.length === 0 || text.trim() === '' || text.length > maxUnits) return;
    const draft: Draft = { to: to.map(({ extensionNumber, name }) => ({ extensionNumber, name })), text };
    setTo([]);
    setText('');
    setTried(false);
    const sent = await post(draft);
    if (!sent) return;
    announce(t('message.sent'));
    onClose();
    navigate(`/conversations/${sent.conversationId}`);
  };
  const unsent = outbox.value.filter(({ conversationId }) => conversationId === undefined);
  return (
    <Dialog title={t('compose.title')} onClose={close}>
      <form
        class="compose"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <RecipientPicker chosen={to} onChange={setTo} error={toError} />
        <div class="field">
          <label for={id}>{t('compose.text')}</label>
          <textarea
            id={id}
            rows={5}
            dir="auto"
            value={text}
            aria-invalid={textError ? true : undefined}
            aria-describedby={textError ? `${id}-left ${id}-error` : `${id}-left`}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Counter id={`${id}-left`} text={text} />
          {textError ? (
            <p class="trouble" id={`${id}-error`}>
              {textError}
            </p>
          ) : null}
        </div>
        <button type="submit" class="button button-primary button-large">
          <Icon name="send" />
          {t('compose.send')}
        </button>
      </form>
      {unsent.map((page) => (
        <WrittenView key={page.key} page={page} />
      ))}
    </Dialog>
  );
}
