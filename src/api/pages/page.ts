/** What all our pages have in common: the frame around them, and the headers that keep others out of them. */

import type { FastifyReply } from 'fastify';
import { hashSecret } from '../../wire/secrets.ts';
import { type Html, html, type Insert } from './html.ts';
import { style } from './style.ts';
import type { Texts } from './text/catalogue.ts';

export const stylePath = '/beckon/v1/pages.css';
const styleTag = hashSecret(style).slice(0, 8);

export interface Page {
  /** In the language that its title and body are in. */
  readonly texts: Texts;
  /** Also what a screen reader says first. */
  readonly title: Html;
  readonly company?: string | undefined;
  /** Of Beckon's own address: see `Urls`. */
  readonly basePath: string;
  readonly body: Html;
  /** Where else than to Beckon its form may lead; see `formTarget`. */
  readonly formTarget?: string | undefined;
  /** Has room for a table. */
  readonly isWide?: boolean;
}

/** No scripts, nothing of other servers', in no frame, never kept by a cache; addresses are told to nobody. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  const { texts, title, company, basePath, body, formTarget, isWide = false } = page;
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    `form-action 'self'${formTarget === undefined ? '' : ` ${formTarget}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  const document = html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}${company === undefined ? '' : ` · ${company}`}</title>
<link rel="stylesheet" href="${basePath}${stylePath}?${styleTag}">
</head>
<body>
<main${isWide ? html` class="wide"` : undefined}>
${company === undefined ? undefined : html`<p class="company"><bdi>${company}</bdi></p>`}
${body}
</main>
</body>
</html>
`;
  return reply
    .status(status)
    .headers({
      'content-security-policy': policy.join('; '),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-language': texts.language,
      vary: 'Cookie, Accept-Language',
    })
    .type('text/html; charset=utf-8')
    .send(document.text);
}

/** Browsers count the redirect after a form as its target: the origin of an address, or its scheme if it has none. */
export function formTarget(uri: string): string | undefined {
  const url = URL.parse(uri);
  if (!url) return undefined;
  return url.origin === 'null' ? url.protocol : url.origin;
}

export interface Notice extends Omit<Page, 'body' | 'formTarget'> {
  readonly text: Html;
  /** Where whoever has read it may want to go: an address of this server's. */
  readonly link?: { readonly href: string; readonly label: Insert };
}

/** A page that only says something. */
export function sendNotice(reply: FastifyReply, status: number, { text, link, ...page }: Notice): FastifyReply {
  const way = link && html`<p><a href="${link.href}">${link.label}</a></p>`;
  return sendPage(reply, status, { ...page, body: html`<h1>${page.title}</h1><p>${text}</p>${way}` });
}
