/** Writes a page to people and Departments. What was refused stays here, to be put right and sent again. */

import { useId, useRef, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import { announce } from '../design/announcer.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Icon } from '../design/icon.tsx';
import { readDirectory } from '../directory/directory.ts';
import type { Draft } from '../mailbox/create-drafts.ts';
import { discard, draftOf, forgetDraft, keepDraft, post } from '../mailbox/own-mailbox.ts';
import { t } from '../text/catalogue.ts';
import { Counter, maxUnits } from './counter.tsx';
import { RecipientPicker } from './recipient-picker.tsx';

export function ComposeDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [, navigate] = useLocation();
  const [{ to = [], text }, setDraft] = useState<Draft>(() => draftOf('new') ?? { text: '' });
  const [isTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const message = useRef<HTMLTextAreaElement>(null);
  const toError = isTried && to.length === 0 ? t('compose.needTo') : undefined;
  const textError = isTried && text.trim() === '' ? t('compose.needText') : undefined;
  const write = (change: Partial<Draft>) => {
    if (isSending) return;
    const next = { to, text, ...change };
    keepDraft('new', next);
    setDraft(next);
  };
  const close = () => (text === '' && to.length === 0 ? onClose() : setLeaving(true));
  const send = async () => {
    setTried(true);
    setRefusal(undefined);
    if (isSending) return;
    if (to.length === 0) return document.getElementById(`${id}-to`)?.focus();
    if (text.trim() === '' || text.length > maxUnits) return message.current?.focus();
    setSending(true);
    // From here on the outbox keeps it.
    forgetDraft('new');
    const posted = await post({ to: to.map(({ extensionNumber, name }) => ({ extensionNumber, name })), text });
    setSending(false);
    if (posted.kind === 'failed') {
      keepDraft('new', { to, text });
      setRefusal(t('message.failed', { reason: posted.page.reason ?? '' }));
      await discard(posted.page);
      await readDirectory().catch(() => undefined);
      return;
    }
    announce(t(posted.kind === 'sent' ? 'message.sent' : 'message.kept'));
    onClose();
    if (posted.kind === 'sent') navigate(`/conversations/${posted.message.conversationId}`);
  };
  return (
    <>
      <Dialog title={t('compose.title')} onClose={close}>
        <form
          class="compose"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <RecipientPicker id={`${id}-to`} chosen={to} onChange={(chosen) => write({ to: chosen })} error={toError} />
          <div class="field">
            <label for={id}>{t('compose.text')}</label>
            <textarea
              ref={message}
              id={id}
              rows={5}
              dir="auto"
              value={text}
              aria-invalid={textError || text.length > maxUnits ? true : undefined}
              aria-describedby={textError ? `${id}-left ${id}-error` : `${id}-left`}
              readOnly={isSending}
              onInput={(event) => write({ text: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
              }}
            />
            <Counter id={`${id}-left`} text={text} />
            {textError ? (
              <p class="trouble" id={`${id}-error`}>
                {textError}
              </p>
            ) : null}
          </div>
          {refusal ? (
            <p role="alert" class="trouble-box">
              {refusal}
            </p>
          ) : null}
          <button type="submit" class="button button-primary button-large" aria-disabled={isSending}>
            <Icon name="send" />
            {t(isSending ? 'message.sending' : 'compose.send')}
          </button>
        </form>
      </Dialog>
      {isLeaving ? (
        <ConfirmDialog
          title={t('compose.discard')}
          act={t('message.discard')}
          onConfirm={async () => {
            forgetDraft('new');
            onClose();
          }}
          onClose={() => setLeaving(false)}
        >
          <p>{t('compose.discardLead')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
