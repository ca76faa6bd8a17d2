/** Notices proxies that are not believed about whom they ask for: everybody behind one of them has its address. */

import type { FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import type { Condition } from '../../conditions.ts';
import type { ApiServices } from './services.ts';

const what =
  'Requests come through a proxy that is not trusted, so that everybody behind it has one network address: ' +
  'what some of them get wrong holds up the others, and the audit trail names the proxy.';

/** Whoever believes a stranger's header lets them pass for anyone. */
const conditions: Readonly<Record<'without' | 'with', Condition>> = {
  without: {
    code: 'proxy-unexpected',
    sentence: `${what} If it is your own, start with --behind-proxy, --trusted-proxies naming its address, and --public-url.`,
    isBlocking: false,
  },
  with: {
    code: 'proxy-not-trusted',
    sentence: `${what} If it is your own, add its address to --trusted-proxies, and have it send X-Forwarded-For.`,
    isBlocking: false,
  },
};

const maxAddresses = 5;
/** Anyone can send such a header; what nobody sends for as long is over. */
const quietMs = 3600_000;

interface NoticeProxiesOptions {
  readonly services: Pick<ApiServices, 'conditions' | 'clock'>;
  readonly isBehindProxy: boolean;
}

export const noticeProxies = fastifyPlugin<NoticeProxiesOptions>(async (app, { services, isBehindProxy }) => {
  const { conditions: raised, clock } = services;
  if (!raised) return;
  const condition = conditions[isBehindProxy ? 'with' : 'without'];
  const addresses = new Set<string>();
  let lastMs = 0;

  app.addHook('onRequest', (request, _reply, done) => {
    if (isPassedOnUnheeded(request)) {
      lastMs = clock.nowMs();
      const before = addresses.size;
      if (before < maxAddresses) addresses.add(request.socket.remoteAddress ?? '');
      if (addresses.size > before) raised.raise({ ...condition, detail: `From ${[...addresses].join(', ')}` });
    } else if (addresses.size > 0 && clock.nowMs() - lastMs > quietMs) {
      addresses.clear();
      raised.lower(condition.code);
    }
    done();
  });
});

/** Of whoever is believed, Fastify names more than the address that the connection comes from. It reads no `Forwarded`. */
function isPassedOnUnheeded({ headers, ips = [] }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] === undefined) return headers.forwarded !== undefined;
  return ips.length < 2;
}
