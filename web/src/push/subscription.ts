/** Notifications on this device: whether they can be had, turning them on and off, trying them out. */

import type { deviceShape, pushShape, testShape } from '../../../src/wire/push-devices.ts';
import type { Answer } from '../api/shapes.ts';
import { workerRegistration } from '../browser/notifications.ts';
import { keepOwnDevice, leavePush, ownDevice } from '../browser/own-device.ts';
import { base64url } from '../browser/random.ts';
import { call } from '../session/client.ts';
import { signedInId } from '../session/session.ts';
import { deviceName } from './device-name.ts';

export type PushState =
  /** The address is neither https nor this computer's own. */
  | 'insecure'
  /** An iPhone or iPad, in which only an app on the Home Screen can be woken. */
  | 'install'
  | 'unsupported'
  /** Turned off for the whole server. */
  | 'serverOff'
  /** The person, or whoever manages the browser, said no. */
  | 'blocked'
  | 'off'
  | 'on';

export type DeviceJson = Answer<typeof deviceShape>;

export type TestJson = Answer<typeof testShape>;

const path = '/beckon/v1/push';

export interface PushSituation {
  readonly state: PushState;
  /** Of the signed-in person, this one included. */
  readonly devices: readonly DeviceJson[];
  /** Undefined unless this one is on. */
  readonly ownDeviceId: string | undefined;
}

export async function readPush(): Promise<PushSituation> {
  const [{ enabled }, { records: devices }] = await Promise.all([readServerSide(), listDevices()]);
  const own = ownDevice();
  const isKnown = own?.ownerId === ownerId() && devices.some(({ id }) => id === own?.deviceId);
  const state = await stateOf({ enabled, isKnown });
  return { state, devices, ownDeviceId: state === 'on' ? own?.deviceId : undefined };
}

async function stateOf({ enabled, isKnown }: { enabled: boolean; isKnown: boolean }): Promise<PushState> {
  if (!enabled) return 'serverOff';
  if (!window.isSecureContext) return 'insecure';
  const registration = await workerRegistration();
  if (!registration || !('PushManager' in window) || !('Notification' in window)) {
    return /iPhone|iPad/.test(navigator.userAgent) ? 'install' : 'unsupported';
  }
  if (Notification.permission === 'denied') return 'blocked';
  return isKnown && Notification.permission === 'granted' ? 'on' : 'off';
}

/** Asks the person, unless they said before. False if they did not allow it. Rejects if the browser or the server cannot. */
export async function turnOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  // An endpoint that someone else used here would bring their pages to this person, or the other way round.
  if (ownDevice()?.ownerId !== ownerId()) await leavePush();
  await register();
  return true;
}

export async function turnOff(): Promise<void> {
  const own = ownDevice();
  if (own) await removeDevice(own.deviceId);
  await leavePush();
}

/** After a start or a sign-in: says to the server that this browser still listens, in the session that there is now. */
export async function renewPush(): Promise<void> {
  const own = ownDevice();
  if (!own) return;
  if (own.ownerId !== ownerId()) return await leavePush();
  if (Notification.permission === 'granted' && (await readServerSide()).enabled) await register();
}

export async function removeDevice(deviceId: string): Promise<void> {
  await call(`${path}/devices/${encodeURIComponent(deviceId)}`, { method: 'DELETE' });
}

export async function sendTest(deviceId: string): Promise<TestJson> {
  return await call<TestJson>(`${path}/test`, { method: 'POST', body: { deviceId } });
}

async function register(): Promise<void> {
  const { publicKey = '' } = await readServerSide();
  const { endpoint, keys } = (await subscribed(publicKey)).toJSON();
  const device = await call<DeviceJson>(`${path}/devices`, {
    method: 'POST',
    body: { name: deviceName(navigator.userAgent), endpoint, keys },
  });
  keepOwnDevice({ ownerId: ownerId(), deviceId: device.id });
}

/** The subscription that the browser has for this server's key. One for another key is of no use, and makes way. */
async function subscribed(publicKey: string): Promise<PushSubscription> {
  const registration = await workerRegistration();
  if (!registration) throw new Error('no service worker');
  const before = await registration.pushManager.getSubscription();
  if (before && keyOf(before) === publicKey) return before;
  await before?.unsubscribe();
  return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

function keyOf({ options }: PushSubscription): string {
  return base64url(new Uint8Array(options.applicationServerKey ?? new ArrayBuffer()));
}

async function readServerSide(): Promise<Answer<typeof pushShape>> {
  return await call(path);
}

async function listDevices(): Promise<{ readonly records: readonly DeviceJson[] }> {
  return await call(`${path}/devices`);
}

function ownerId(): string {
  return signedInId() ?? '';
}
