/** Places a legal hold on a person or a conversation, after saying what that keeps. */

import { useState } from 'preact/hooks';
import type { participantsShape } from '../../../../src/wire/conversations.ts';
import { reasonOf } from '../../api/reason.ts';
import { ApiError } from '../../api/refusals.ts';
import type { Answer, ExtensionJson } from '../../api/shapes.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { announce } from '../../design/announcer.tsx';
import { RadioGroup } from '../../design/choices.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatList } from '../../text/formats.ts';
import { PersonField } from '../person-field.tsx';

interface PlaceHoldProps {
  readonly onPlaced: () => void;
  readonly onClose: () => void;
}

type Faults = Partial<Record<'person' | 'conversation' | 'reason' | 'other', string>>;

export function PlaceHoldDialog({ onPlaced, onClose }: PlaceHoldProps) {
  const [on, setOn] = useState<'person' | 'conversation'>('person');
  const [person, setPerson] = useState<ExtensionJson>();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const conversationId = /(\d{1,15})\D*$/.exec(typed)?.[1];
  const submit = async (event: Event) => {
    event.preventDefault();
    const found: Faults = {
      ...(on === 'person' && !person ? { person: t('records.personUnknown') } : {}),
      ...(on === 'conversation' && !conversationId ? { conversation: t('holds.unknownConversation') } : {}),
      ...(reason.trim() === '' ? { reason: t('holds.needReason') } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const held = on === 'person' ? { extensionId: String(person?.id) } : { conversationId };
    try {
      await call('/beckon/v1/holds', { method: 'POST', body: { ...held, reason: reason.trim() } });
      announce(t('holds.placedNotice'));
      onPlaced();
      onClose();
    } catch (error) {
      const isUnknown = error instanceof ApiError && error.parameter === 'conversationId';
      setFaults(isUnknown ? { conversation: t('holds.unknownConversation') } : { other: reasonOf(error) });
    }
  };
  return (
    <Dialog title={t('holds.placeTitle')} onClose={onClose}>
      <form class="form" noValidate onSubmit={submit}>
        <RadioGroup
          legend={t('holds.on')}
          value={on}
          options={(['person', 'conversation'] as const).map((one) => [one, t(`holds.on.${one}`)])}
          onChoose={setOn}
        />
        {on === 'person' ? (
          <PersonField
            label={t('records.person')}
            hint={t('records.personHint')}
            error={faults.person}
            onPerson={setPerson}
          />
        ) : (
          <>
            <TextField
              label={t('holds.conversationField')}
              hint={t('holds.conversationHint')}
              error={faults.conversation}
              value={typed}
              onText={setTyped}
              input={{ autocomplete: 'off' }}
            />
            {conversationId ? <Participants key={conversationId} conversationId={conversationId} /> : null}
          </>
        )}
        <TextField
          label={t('holds.reason')}
          hint={t('holds.reasonHint')}
          error={faults.reason}
          value={reason}
          onText={setReason}
          input={{ maxLength: 1000, autocomplete: 'off' }}
        />
        <p class="note-box">{t('holds.placeLead')}</p>
        <Trouble text={faults.other} />
        <div class="dialog-acts">
          <button type="button" class="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="button button-primary">
            {t('holds.placeAct')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type ParticipantsJson = Answer<typeof participantsShape>;

/** So that a mistyped number is seen before it is held. */
function Participants({ conversationId }: { conversationId: string }) {
  const participants = useLoaded(
    () => call<ParticipantsJson>(`/beckon/v1/conversations/${conversationId}/participants`),
    [conversationId],
  );
  if (!participants.value) return null;
  const names = participants.value.participants.map(({ name, extensionNumber }) => name ?? extensionNumber);
  return <p class="quiet">{t('holds.participants', { names: formatList(names) })}</p>;
}
