/** Reads what changed for the lines of one account, and keeps in the delivery log what each of them is to be told. */

import type { DeliveryDraft } from '../domain/delivery-log.ts';
import { unwrap } from '../domain/errors.ts';
import type { AccountId, Sequence } from '../domain/ids.ts';
import type { AccountChanges } from '../domain/reads/changes.ts';
import { type Notification, notificationsOf, remindersOf } from '../wire/notifications.ts';
import type { DeliveryLine } from './delivery-line.ts';
import type { RoomServices } from './pump-services.ts';

/**
 * `nothing` concerned it; something was `kept`, and waits; its owner may not hear now, so that it stays `withheld` before
 * the cursor; or it was `refused`, because the subscription is not as the line knew it.
 */
export type StagingOutcome = 'nothing' | 'kept' | 'withheld' | 'refused';

/** Cursors are kept with the data, and go back with it. */
type StagedChanges = Omit<AccountChanges, 'life'>;

export class DeliveryStaging {
  readonly #accountId: AccountId;
  readonly #services: RoomServices;

  constructor(accountId: AccountId, services: RoomServices) {
    this.#accountId = accountId;
    this.#services = services;
  }

  /** What changed for lines whose cursors are all at `since`; its position may be short of the one asked for. */
  async read(
    lines: readonly DeliveryLine[],
    { since, position }: { since: Sequence; position: Sequence },
  ): Promise<StagedChanges> {
    if (since >= position) return { position: since, mailboxes: [], directory: [], presence: [], withheld: [] };
    const { store, options } = this.#services;
    const mailboxIds = new Set(lines.map(({ subscription }) => subscription.extensionId));
    return await store.server.readChanges(this.#accountId, since, mailboxIds, options.maxNewIds);
  }

  async tell(line: DeliveryLine, staged: StagedChanges): Promise<StagingOutcome> {
    const { subscription, transport } = line;
    const { mailboxes, directory, presence, withheld, position } = staged;
    const { extensionId, filters, remindedMs } = subscription;
    if (withheld.includes(extensionId) && filters.some(({ kind }) => kind === 'messages')) return 'withheld';
    const nowMs = this.#services.clock.nowMs();
    const changes = {
      mailboxes: mailboxes.filter((mailbox) => mailbox.extensionId === extensionId),
      directory,
      presence,
    };
    const told = (transport.notificationsOf ?? notificationsOf)(subscription, changes, { nowMs });
    const reminders = remindersOf(subscription, { afterMs: remindedMs, nowMs });
    if (told.length + reminders.length > 0) {
      return await this.#stage(line, position, [...told, ...reminders], reminders.length > 0 ? nowMs : undefined);
    }
    line.passTo(position);
    return 'nothing';
  }

  /** Keeps how far a line has come. */
  keepCursor(line: DeliveryLine): Promise<StagingOutcome> {
    return this.#stage(line, line.cursor, []);
  }

  async #stage(
    line: DeliveryLine,
    position: Sequence,
    notifications: readonly Notification[],
    remindedMs?: number,
  ): Promise<StagingOutcome> {
    const { subscriptionId, toldPosition } = line.subscription;
    const staged = unwrap(
      await this.#services.store.execute({
        kind: 'stage-deliveries',
        ...{
          accountId: this.#accountId,
          epoch: this.#services.lease.epoch,
          subscriptionId,
          keptPosition: toldPosition,
        },
        range: [line.cursor, position],
        drafts: notifications.map(draftOf),
        ...(remindedMs === undefined ? {} : { remindedMs }),
      }),
    );
    if (!staged) return 'refused';
    line.subscription = staged;
    return notifications.length === 0 ? 'nothing' : 'kept';
  }
}

/** What is sent is written now, so that it stays the same byte for byte. */
function draftOf(notification: Notification): DeliveryDraft {
  return { uuid: notification.uuid, event: notification.event, body: JSON.stringify(notification) };
}
