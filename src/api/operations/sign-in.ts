/** Operations about signing in: codes and tokens, sessions, credentials, passwords, and the apps that may call. */

import { createApp, deleteApp, listApps, rotateAppSecret, updateApp } from '../beckon/apps.ts';
import { changePassword } from '../beckon/change-password.ts';
import { createInvitation } from '../beckon/create-invitation.ts';
import { createOwnCredential, listOwnCredentials, revokeOwnCredential } from '../beckon/own-credentials.ts';
import { endOwnSession, endOwnSessions, listOwnSessions } from '../beckon/own-sessions.ts';
import { authorize, authorize2 } from '../oauth/authorize.ts';
import { createWebsocketToken } from '../oauth/create-websocket-token.ts';
import { getToken } from '../oauth/get-token.ts';
import { revokeToken } from '../oauth/revoke-token.ts';
import type { Operation } from '../shared/operation.ts';
import { acceptInvitation, showInvitation } from '../sign-in/accept-invitation.ts';
import { signIn } from '../sign-in/sign-in.ts';

export const signInOperations: readonly Operation[] = [
  authorize,
  authorize2,
  signIn,
  getToken,
  revokeToken,
  createWebsocketToken,
  listOwnSessions,
  endOwnSession,
  endOwnSessions,
  listOwnCredentials,
  createOwnCredential,
  revokeOwnCredential,
  changePassword,
  createInvitation,
  showInvitation,
  acceptInvitation,
  listApps,
  createApp,
  updateApp,
  rotateAppSecret,
  deleteApp,
];
