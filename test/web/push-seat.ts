/** Someone at a browser whose maker's push service is ours: what it takes can be handed over as the real one does. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Target } from '../acceptance/server-process.ts';
import type { Device, PushService } from '../push/push-service.ts';
import { type Seat, signInAs, takeSeat } from './browser.ts';

export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

interface Place {
  readonly browser: Browser;
  readonly server: Target;
  readonly pushes: PushService;
}

const deadlineMs = 45_000;

export class PushSeat {
  readonly seat: Seat;
  /** Those that were subscribed here, one after another. */
  readonly devices: Device[] = [];
  readonly #target: Target;
  readonly #session: CDPSession;
  readonly #registrationIds = new Set<string>();
  #handedOver = 0;

  private constructor(seat: Seat, target: Target, session: CDPSession) {
    this.seat = seat;
    this.#target = target;
    this.#session = session;
  }

  /** Signed in, in a browser that allows notifications. */
  static async take({ browser, server, pushes }: Place, name: string, width = 1280): Promise<PushSeat> {
    const seat = await takeSeat(browser, { permissions: ['notifications'], viewport: { width, height: 800 } });
    const session = await seat.page.context().newCDPSession(seat.page);
    const own = new PushSeat(seat, server, session);
    await seat.page.exposeFunction('subscribeHere', (vapidKey: string) => {
      const device = pushes.subscribe(vapidKey);
      own.devices.push(device);
      return device.subscription;
    });
    await seat.page.addInitScript({ path: join(import.meta.dirname, 'replace-push-manager.js') });
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId } of registrations) own.#registrationIds.add(registrationId);
    });
    await session.send('ServiceWorker.enable');
    await signInAs(seat, server, name);
    await seat.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    return own;
  }

  get page(): Page {
    return this.seat.page;
  }

  get device(): Device {
    return this.devices.at(-1) as Device;
  }

  async openSettings(): Promise<void> {
    await this.page.goto(`${this.#target.url}/app/settings`);
    await this.page.getByRole('heading', { name: 'Notifications on this device' }).waitFor();
  }

  async turnOn(): Promise<void> {
    await this.openSettings();
    await this.page.getByRole('button', { name: 'Turn on notifications' }).click();
    await this.page.getByText('On: pages reach this device.').waitFor();
  }

  /** Hands the next message that the push service has for this browser over to it. */
  async handOver(): Promise<void> {
    const next = this.#handedOver + 1;
    const received = await this.device.until(({ length }) => length >= next);
    this.#handedOver = next;
    await this.push(received[next - 1]?.json ?? {});
  }

  async push(message: object): Promise<void> {
    const [registrationId = ''] = this.#registrationIds;
    const data = JSON.stringify(message);
    await this.#session.send('ServiceWorker.deliverPushMessage', { origin: this.#target.url, registrationId, data });
  }

  /** The notifications that the device shows, once they have these bodies. */
  async shown(...bodies: readonly string[]): Promise<Shown[]> {
    const untilMs = Date.now() + deadlineMs;
    for (;;) {
      const all = await this.page.evaluate<Shown[]>(
        `navigator.serviceWorker.getRegistration('/app/').then((registration) => registration.getNotifications())
          .then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))`,
      );
      const found = all.map(({ body }) => body);
      if (found.length === bodies.length && found.every((body, index) => body === bodies[index])) return all;
      if (Date.now() > untilMs) throw new Error(`shown is ${JSON.stringify(found)}, not ${JSON.stringify(bodies)}`);
      // Not often: Chromium forgets a notification for which it is asked while it is being shown.
      await delay(300);
    }
  }

  async click(tag: string): Promise<void> {
    const [worker] = this.page.context().serviceWorkers();
    await worker?.evaluate(`(async () => {
      const [notification] = await registration.getNotifications({ tag: ${JSON.stringify(tag)} });
      dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })()`);
  }

  async kept(key: string): Promise<unknown> {
    return await this.page.evaluate(`localStorage.getItem(${JSON.stringify(key)})`);
  }

  /** What has the focus, by its id or else its text. */
  async focused(): Promise<unknown> {
    return await this.page.evaluate('document.activeElement.id || document.activeElement.textContent');
  }
}
