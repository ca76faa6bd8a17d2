/**
 * Who is signed in, in one tab of a browser: taken up, begun, ended by the person or by the server. What is kept decides,
 * never what a tab believes: another tab may have signed someone out, or someone else in.
 */

import { signal } from '@preact/signals';
import {
  forgetAll,
  forgetButUnsent,
  hasLeft,
  isLeaving,
  type KeptSession,
  type OpenDatabase,
  ownerKept,
} from '../browser/local-schema.ts';
import type { Tabs } from '../browser/ports.ts';
import type { Tokens } from './create-tokens.ts';

export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out'; readonly because?: SignedOutBecause }
  | { readonly kind: 'signed-in'; readonly session: KeptSession };

/** Why nobody is signed in, where that is not what they just asked for. */
export type SignedOutBecause =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'ended'; readonly unsentCount: number };

export interface SessionNews {
  readonly kind: 'session-began' | 'session-ended';
}

/** What this device does for whoever is signed in. */
export interface Device {
  /** It listens for their pages no more. */
  leave(): Promise<void>;
  /** Nothing of theirs stands on its screen. */
  clear(): Promise<void>;
}

export interface SessionParts {
  readonly tokens: Tokens;
  readonly database: OpenDatabase;
  readonly tabs: Tabs<SessionNews>;
  readonly device: Device;
  /** Tells the server, if it can be reached. Never rejects. */
  readonly revoke: (session: KeptSession) => Promise<void>;
  /** Opens the app in this tab from its beginning, so that nothing of whoever was signed in before is left in memory. */
  readonly startAnew: () => void;
  /** Whoever signs in next did not ask for the screen that was left. */
  readonly leaveScreen: () => void;
}

export function createSession({ tokens, database, tabs, device, revoke, startAnew, leaveScreen }: SessionParts) {
  const state = signal<SessionState>({ kind: 'unknown' });
  const signedIn = () => (state.value.kind === 'signed-in' ? state.value.session : undefined);

  async function showEnded(): Promise<void> {
    const unsentCount = await (await database()).count('outbox');
    state.value = { kind: 'signed-out', because: { kind: 'ended', unsentCount } };
  }

  async function lookAgain(): Promise<void> {
    const kept = await tokens.keptSession();
    const mine = signedIn()?.ownerId;
    if (kept && kept.ownerId !== mine) startAnew();
    else if (kept) state.value = { kind: 'signed-in', session: kept };
    else if (mine !== undefined) await showEnded();
  }

  async function leaveDevice(): Promise<void> {
    await Promise.all([device.leave(), device.clear()]);
    await hasLeft(await database());
  }

  return {
    state,
    /** Reading it in a component shows the component again when it changes. */
    ownerId: () => signedIn()?.ownerId,

    /** Follows what other tabs do, until the answer is called. */
    follow(): () => void {
      const kinds = ['session-began', 'session-ended'] as const;
      const stops = kinds.map((kind) => tabs.hear(kind, () => void lookAgain()));
      return () => {
        for (const stop of stops) stop();
      };
    },

    /** Takes up the session of an earlier visit. */
    async takeUp(): Promise<void> {
      const db = await database();
      const [kept, isHalfGone] = [await tokens.keptSession(), await isLeaving(db)];
      if (isHalfGone) await leaveDevice();
      if (kept) state.value = { kind: 'signed-in', session: kept };
      else if (await ownerKept(db)) await showEnded();
      else state.value = { kind: 'signed-out' };
    },

    /** Signs in whoever the grant is for, in the place of whoever was. Answers why not, if the server refuses. */
    async begin(clientId: string, grant: Readonly<Record<string, string>>): Promise<string | undefined> {
      if (await isLeaving(await database())) await leaveDevice();
      const answer = await tokens.askForTokens({ ...grant, client_id: clientId });
      if (typeof answer === 'string') return answer;
      const { session, before } = await tokens.begin(clientId, answer);
      state.value = { kind: 'signed-in', session };
      tabs.tell({ kind: 'session-began' });
      if (before) await revoke(before);
      return undefined;
    },

    /** Signs out here and, when it can be reached, on the server. */
    async signOut(): Promise<void> {
      const mine = signedIn()?.ownerId;
      const forgotten = mine === undefined ? undefined : await forgetAll(await database(), mine);
      if (!forgotten) return await lookAgain();
      leaveScreen();
      state.value = { kind: 'signed-out' };
      tabs.tell({ kind: 'session-ended' });
      await Promise.all([revoke(forgotten), leaveDevice()]);
    },

    /** Forgets a session that the server has ended. What was written and not sent is kept for whoever wrote it. */
    async end(): Promise<void> {
      const session = signedIn();
      if (!session) return;
      if (!(await forgetButUnsent(await database(), session))) return await lookAgain();
      await Promise.all([showEnded(), device.clear()]);
      tabs.tell({ kind: 'session-ended' });
    },

    /**
     * A token of this person's that works now; `refused` names one that did not. Undefined when the session has ended.
     * Rejects when the server cannot be reached.
     */
    async accessToken(refused?: string): Promise<string | undefined> {
      const session = signedIn();
      if (!session) return undefined;
      if (tokens.isGood(session, refused)) return session.accessToken;
      const renewed = await tokens.renewedSession(refused);
      // Someone else's would send as them what this person wrote.
      if (renewed?.ownerId !== session.ownerId) return undefined;
      if (signedIn()?.ownerId === session.ownerId) state.value = { kind: 'signed-in', session: renewed };
      return renewed.accessToken;
    },
  };
}
