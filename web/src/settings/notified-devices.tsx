/** The devices that someone's pages wake, each with a way to end it: also one that is lost. */

import { useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { announce } from '../design/announcer.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Trouble } from '../design/trouble.tsx';
import { type DeviceJson, type PushSituation, removeDevice, turnOff } from '../push/subscription.ts';
import { t } from '../text/catalogue.ts';
import { formatWhen } from '../text/formats.ts';

interface NotifiedDevicesProps {
  readonly situation: PushSituation;
  /** The row that had the focus is gone by then. */
  readonly onChanged: () => void;
}

export function NotifiedDevices({ situation: { devices, ownDeviceId }, onChanged }: NotifiedDevicesProps) {
  const [trouble, setTrouble] = useState<string>();
  const remove = async ({ id, name }: DeviceJson) => {
    setTrouble(undefined);
    try {
      await (id === ownDeviceId ? turnOff() : removeDevice(id));
      announce(t('push.device.removed', { name }));
      onChanged();
    } catch (error) {
      setTrouble(reasonOf(error));
    }
  };
  return (
    <>
      <h3>{t('push.devices')}</h3>
      {devices.length === 0 ? <p class="quiet">{t('push.devicesEmpty')}</p> : null}
      <ul class="push-devices">
        {devices.map((device) => (
          <li key={device.id}>
            <div>
              <p>
                <strong>
                  <Foreign text={device.name} />
                </strong>
                {device.id === ownDeviceId ? ` · ${t('push.device.this')}` : ''}
              </p>
              <p class="quiet">
                {t('push.device.since', { when: formatWhen(Date.parse(device.creationTime), Date.now()) })}
              </p>
            </div>
            <button
              type="button"
              class="button"
              aria-label={t('push.device.removeNamed', { name: device.name })}
              onClick={() => remove(device)}
            >
              {t('push.device.remove')}
            </button>
          </li>
        ))}
      </ul>
      <Trouble text={trouble} />
    </>
  );
}
