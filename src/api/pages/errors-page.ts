/** GET /docs/errors: every refusal there is, as a page to look one up on. The same table as `docs/errors.md`. */

import { fastifyPlugin } from 'fastify-plugin';
import { type DescribedError, describeErrors } from '../../wire/errors.ts';
import type { ApiServices } from '../shared/services.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';
import { type Texts, textsFor } from './text/catalogue.ts';

export const serveErrorsPage = fastifyPlugin<{ services: ApiServices }>(async (app, { services }) => {
  app.get('/docs/errors', { schema: { hide: true } }, (request, reply) => {
    const { basePath } = services.urls;
    const texts = textsFor(request);
    const page = { texts, title: texts.t('errors.title'), basePath, body: body(basePath, texts), isWide: true };
    return sendPage(reply, 200, page);
  });
});

function body(basePath: string, { t }: Texts) {
  const named = new Set<string>();
  const rows = describeErrors()
    .sort((a, b) => a.vendorCode.localeCompare(b.vendorCode) || a.status - b.status)
    .map((error) => {
      const isFirst = !named.has(error.vendorCode);
      named.add(error.vendorCode);
      return row(error, isFirst, t);
    });
  return html`<h1>${t('errors.title')}</h1>
<p>${t('errors.lead', { field: html`<code>errors</code>` })} <a href="${basePath}/docs">${t('errors.operations')}</a></p>
<table>
<thead><tr><th scope="col">${t('errors.code')}</th><th scope="col">${t('errors.message')}</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

/** The first of a code can be pointed to by it. What the API answers is English for everyone. */
function row({ status, vendorCode, top, message, hint }: DescribedError, isFirst: boolean, t: Texts['t']) {
  const id = isFirst ? html` id="${vendorCode}"` : undefined;
  const family =
    top === vendorCode ? undefined : html`<br><span class="quiet">${t('errors.top', { code: top })}</span>`;
  const advice = hint === undefined ? undefined : html`<br><span class="quiet" lang="en">${hint}</span>`;
  return html`<tr${id}><th scope="row">${vendorCode} <span class="quiet">${status}</span></th>
<td><span lang="en">${message}</span>${family}${advice}</td></tr>
`;
}
