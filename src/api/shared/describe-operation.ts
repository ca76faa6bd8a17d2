/** What the description of the API says of an operation besides its schemas: who may call it, how often, an example. */

import { exampleOf } from './examples.ts';
import type { Operation } from './operation.ts';

/** In the fields that the vendor's own description has for it, and in words. */
export function describeOperation({ access, rate, isPage = false }: Operation): object {
  const { app, user } = access === 'public' ? {} : access;
  const needs = [
    ...(app === undefined ? [] : [`the app permission \`${app}\``]),
    ...(user === undefined ? [] : [`the user permission \`${user}\``]),
  ];
  const who = needs.length > 0 ? `Needs ${needs.join(' and ')}.` : 'Needs a token, and no permission.';
  const lines = [
    ...(isPage ? ['For browsers: answers with a page.'] : []),
    access === 'public' ? 'Needs no token.' : who,
    rate === 'none' ? 'Is not counted.' : `Counts as a **${rate}** request.`,
  ];
  return {
    description: lines.join(' '),
    security: access === 'public' ? [] : [{ signIn: [] }, { bearer: [] }],
    ...(app === undefined ? {} : { 'x-app-permission': app }),
    ...(user === undefined ? {} : { 'x-user-permission': user }),
    ...(rate === 'none' ? {} : { 'x-throttling-group': rate }),
  };
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; example?: unknown }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { example?: unknown }>> };
}

/** Every operation of a description. */
export function operationsIn(description: object): readonly DescribedOperation[] {
  const { paths = {} } = description as {
    paths?: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  };
  return Object.values(paths).flatMap((methods) => Object.values(methods));
}

/** Gives it something for whatever must be filled in. */
export function addExample({ operationId, parameters = [], requestBody }: DescribedOperation): void {
  const { path, query, body } = exampleOf(operationId);
  for (const one of parameters) {
    const example = (one.in === 'path' ? path : query)[one.name];
    if (example !== undefined) one.example = example;
  }
  if (body === undefined) return;
  for (const content of Object.values(requestBody?.content ?? {})) content.example = body;
}
