/** Finds the texts of a page in its reader's language and fills in what varies. */

import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Language, languageFor } from '../../../wire/languages.ts';
import { Html, html, type Insert } from '../html.ts';
import { de } from './de.ts';
import { type Catalogue, en, type Key } from './en.ts';

export const catalogues: Readonly<Record<Language, Catalogue>> = { en, de };

export interface Texts {
  readonly language: Language;
  /** The text of a key; `values` are put in where their names stand in braces. */
  readonly t: (key: Key, values?: Readonly<Record<string, Insert>>) => Html;
}

export function isKey(text: string): text is Key {
  return Object.hasOwn(en, text);
}

export function textsIn(language: Language): Texts {
  return { language, t: (key, values = {}) => filledIn(catalogues[language][key], values) };
}

/** What every page takes in its address. */
export const pageQuery = Type.Object({ ui_locales: Type.Optional(Type.String()) });

/** In the language that `ui_locales` asks for, in the address or a form, or else the browser. */
export function textsFor({ query, body, headers }: Pick<FastifyRequest, 'query' | 'body' | 'headers'>): Texts {
  const uiLocales = localesIn(query) ?? localesIn(body);
  return textsIn(languageFor({ uiLocales, acceptLanguage: headers['accept-language'] }));
}

function localesIn(parameters: unknown): string | undefined {
  const { ui_locales: locales } = (parameters ?? {}) as { ui_locales?: unknown };
  return typeof locales === 'string' ? locales : undefined;
}

/**
 * Where a form leads, so that what it is answered with is in the language of its page: in the address, because some
 * answers are given before a body is read.
 */
export const formAction = (path: string, { language }: Texts): string => `${path}?ui_locales=${language}`;

function filledIn(text: string, values: Readonly<Record<string, Insert>>): Html {
  const pieces = text.split(/\{(\w+)\}/);
  return new Html(pieces.map((piece, at) => html`${at % 2 === 0 ? piece : apart(values[piece])}`.text).join(''));
}

/** What is put in may be a name of any direction, which turns nothing around it. */
function apart(value: Insert): Insert {
  return value === undefined || typeof value === 'number' ? value : html`<bdi>${value}</bdi>`;
}
