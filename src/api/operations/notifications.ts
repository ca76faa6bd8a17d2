/** Operations about being told of changes: subscriptions, what webhooks were told, and browsers that are woken. */

import { listDeliveries } from '../beckon/list-deliveries.ts';
import { listSubscriptionOverviews } from '../beckon/list-subscription-overviews.ts';
import { listPushDevices, readPush, registerPushDevice, removePushDevice, testPush } from '../beckon/push.ts';
import { replayDeliveries } from '../beckon/replay-deliveries.ts';
import { replayDelivery } from '../beckon/replay-delivery.ts';
import { resumeSubscription } from '../beckon/resume-subscription.ts';
import { createSubscription } from '../create-subscription.ts';
import { deleteSubscription } from '../delete-subscription.ts';
import { listSubscriptions } from '../list-subscriptions.ts';
import { readSubscription } from '../read-subscription.ts';
import { renewSubscription } from '../renew-subscription.ts';
import type { Operation } from '../shared/operation.ts';
import { updateSubscription } from '../update-subscription.ts';

export const notificationOperations: readonly Operation[] = [
  listSubscriptions,
  createSubscription,
  readSubscription,
  updateSubscription,
  deleteSubscription,
  renewSubscription,
  readPush,
  listPushDevices,
  registerPushDevice,
  removePushDevice,
  testPush,
  listSubscriptionOverviews,
  listDeliveries,
  replayDelivery,
  replayDeliveries,
  resumeSubscription,
];
