/** GET /docs/errors: every refusal there is, as a page to look one up on. The same table as `docs/errors.md`. */

import { fastifyPlugin } from 'fastify-plugin';
import { type DescribedError, describeErrors } from '../../wire/errors.ts';
import type { Beckon } from '../shared/beckon.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';

export const serveErrorsPage = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon }) => {
  app.get('/docs/errors', { schema: { hide: true } }, (_request, reply) =>
    sendPage(reply, 200, {
      title: 'Errors',
      basePath: beckon.urls.basePath,
      body: body(beckon.urls.basePath),
      isWide: true,
    }),
  );
});

function body(basePath: string) {
  const named = new Set<string>();
  const rows = describeErrors()
    .sort((a, b) => a.vendorCode.localeCompare(b.vendorCode) || a.status - b.status)
    .map((error) => {
      const isFirst = !named.has(error.vendorCode);
      named.add(error.vendorCode);
      return row(error, isFirst);
    });
  return html`<h1>Errors</h1>
<p>The code to look for is that in <code>errors</code> of the answer; for whole families another stands on top of it.
“…” stands for what the request named. <a href="${basePath}/docs">All operations</a></p>
<table>
<thead><tr><th scope="col">Code</th><th scope="col">Message, and what to do</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

/** The first of a code can be pointed to by it. */
function row({ status, vendorCode, top, message, hint }: DescribedError, isFirst: boolean) {
  const id = isFirst ? html` id="${vendorCode}"` : undefined;
  const family = top === vendorCode ? undefined : html`<br><span class="quiet">On top: ${top}</span>`;
  const advice = hint === undefined ? undefined : html`<br><span class="quiet">${hint}</span>`;
  return html`<tr${id}><th scope="row">${vendorCode} <span class="quiet">${status}</span></th>
<td>${message}${family}${advice}</td></tr>
`;
}
