/** What can be asked of a company's apps, as plain data, with the answer each gives. */

import type { AppDraft } from '../app.ts';
import type { AccountId, ClientId } from '../ids.ts';
import type { Actor, App } from '../session.ts';
import type { Operator } from './company.ts';

interface ByAdministrator {
  readonly accountId: AccountId;
  readonly actor: Actor | Operator;
  readonly clientId: ClientId;
}

export interface CreateApp extends ByAdministrator {
  readonly kind: 'create-app';
  /** Null for a public app. */
  readonly secretHash: string | null;
  readonly draft: AppDraft;
}

/** Ends the app's sessions if it may do less than before. */
export interface UpdateApp extends ByAdministrator {
  readonly kind: 'update-app';
  /** What is absent stays as it is. */
  readonly changes: Partial<AppDraft>;
}

/** Sessions go on. The secret before works for `overlapMs` more; the one before that no longer. */
export interface RotateAppSecret extends ByAdministrator {
  readonly kind: 'rotate-app-secret';
  readonly secretHash: string;
  readonly overlapMs: number;
}

/** Ends the app's sessions. */
export interface DeleteApp extends ByAdministrator {
  readonly kind: 'delete-app';
}

export interface AppOutcomes {
  'create-app': App;
  'update-app': App;
  'rotate-app-secret': App;
  'delete-app': null;
}

export type AppCommand = CreateApp | UpdateApp | RotateAppSecret | DeleteApp;
