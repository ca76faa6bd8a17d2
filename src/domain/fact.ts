/** What a decision may ask about the world. Engines know these kinds, never the commands that ask for them. */

import { type Block, blockOf } from './block.ts';
import type { AccountFacts } from './facts/account.ts';
import type { CompanyFacts } from './facts/company.ts';
import type { DeliveryFacts } from './facts/deliveries.ts';
import type { ExportFacts } from './facts/exports.ts';
import type { LeaseFacts } from './facts/leases.ts';
import type { MessageFacts } from './facts/messages.ts';
import type { SessionFacts } from './facts/sessions.ts';
import type { SubscriptionFacts } from './facts/subscriptions.ts';
import type { UpkeepFacts } from './facts/upkeep.ts';

/** Each kind of fact: how it is asked for, and what is answered. All facts are of the command's own account. */
interface FactKinds
  extends AccountFacts,
    CompanyFacts,
    DeliveryFacts,
    ExportFacts,
    LeaseFacts,
    MessageFacts,
    SessionFacts,
    SubscriptionFacts,
    UpkeepFacts {}

export type FactRequest = {
  [K in keyof FactKinds]: { readonly kind: K } & Readonly<FactKinds[K]['ask']>;
}[keyof FactKinds];
export type FactOf<K extends FactRequest['kind']> = FactKinds[K]['fact'];

/** A computation that stops to ask for facts, several at a time, and goes on with their answers in the same order. */
export type Asking<T> = Generator<readonly FactRequest[], T, readonly unknown[]>;

export function* ask<R extends FactRequest>(request: R): Asking<FactOf<R['kind']>> {
  const [fact] = yield [request];
  return fact as FactOf<R['kind']>;
}

export type FactsOf<R extends readonly FactRequest[]> = { [I in keyof R]: FactOf<R[I]['kind']> };

/** The facts asked for, each at the place of its question. */
export function* askAll<const R extends readonly FactRequest[]>(requests: R): Asking<FactsOf<R>> {
  return (requests.length === 0 ? [] : yield requests) as FactsOf<R>;
}

type ValuesOf<P extends readonly (() => Asking<unknown>)[]> = {
  [I in keyof P]: P[I] extends () => Asking<infer T> ? T : never;
};

/** Parts of a rule side by side: what they ask at the same step is asked at once. None of them may take numbers. */
export function* together<const P extends readonly (() => Asking<unknown>)[]>(...parts: P): Asking<ValuesOf<P>> {
  const running = parts.map((part) => part());
  const steps = running.map((part) => part.next());
  while (steps.some(({ done }) => !done)) {
    const questions = steps.map((step) => (step.done ? [] : step.value));
    const answers = (yield questions.flat()).values();
    for (const [index, asked] of questions.entries()) {
      if (steps[index]?.done) continue;
      steps[index] = running[index]?.next(answers.take(asked.length).toArray()) as (typeof steps)[number];
    }
  }
  return steps.map(({ value }) => value) as ValuesOf<P>;
}

/**
 * The last question of a rule: so many numbers of the account's sequence, which it uses up if it changes something. None
 * are taken to learn where the sequence stands.
 */
export function* take(count: number): Asking<Block> {
  return blockOf(yield* ask({ kind: 'take', count }), count);
}
