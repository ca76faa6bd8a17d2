/** What a monitoring system asks at /metrics, on a port of its own that this machine alone can reach. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Backlog, Observer } from './observing.ts';
import { UserError } from './user-error.ts';

export interface Metrics extends Observer {
  /** 0 takes any free port; answers the address. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const batchBuckets = [1, 2, 4, 8, 16, 32, 64];

/** Loads its library only now: a server without metrics starts without it. */
export async function createMetrics(): Promise<Metrics> {
  const [prom, { createServer }] = await Promise.all([import('prom-client'), import('node:http')]);
  const { Registry, Histogram, Gauge, Counter } = prom.default;
  const registry = new Registry();
  prom.default.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'beckon_request_duration_seconds',
    help: 'Time to answer a request, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: requestBuckets,
    registers,
  });
  const sizes = new Histogram({
    name: 'beckon_batch_commands',
    help: 'Commands that shared one commit',
    buckets: batchBuckets,
    registers,
  });
  const commits = new Histogram({
    name: 'beckon_commit_duration_seconds',
    help: 'Time from the beginning of a batch until it is durable',
    buckets: requestBuckets,
    registers,
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(read());
      },
    });

  const attempts = new Counter({
    name: 'beckon_delivery_attempts_total',
    help: 'Attempts to deliver a notification, by transport and by what came of them',
    labelNames: ['transport', 'result'],
    registers,
  });
  const rounds = new Counter({ name: 'beckon_sweep_rounds_total', help: 'Sweeps that were finished', registers });
  const lastRound = new Gauge({
    name: 'beckon_sweep_last_round_seconds',
    help: 'How long the last sweep took',
    registers,
  });
  const steps = new Counter({
    name: 'beckon_sweep_steps_total',
    help: 'Steps of sweeps, by task',
    labelNames: ['task'],
    registers,
  });
  const swept = new Counter({
    name: 'beckon_sweep_done_total',
    help: 'What sweeps dealt with, by task',
    labelNames: ['task'],
    registers,
  });

  function followBacklog(read: () => Promise<Backlog>): void {
    const lag = new Gauge({
      name: 'beckon_delivery_lag_seconds',
      help: 'Age of the notification that waits longest to be delivered',
      registers,
    });
    new Gauge({
      name: 'beckon_waiting_deliveries',
      help: 'Notifications that wait to be delivered',
      registers,
      async collect() {
        const { waiting, oldestMs } = await read();
        this.set(waiting);
        lag.set(oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs) / 1000);
      },
    });
  }

  async function answer({ url }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const text = await registry.metrics();
    response.writeHead(200, { 'content-type': registry.contentType }).end(text);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  return {
    answered: (operation, status, durationMs) =>
      requests.observe({ operation, status: String(status) }, durationMs / 1000),
    committed(commands, durationMs) {
      sizes.observe(commands);
      commits.observe(durationMs / 1000);
    },
    delivered({ transport, attempt }) {
      const result = !attempt ? 'sent' : attempt.isAccepted ? 'accepted' : attempt.status ? 'refused' : 'unanswered';
      attempts.inc({ transport, result });
    },
    stepped(task, count) {
      steps.inc({ task });
      swept.inc({ task }, count);
    },
    begun() {},
    ended(durationMs, hasStoppedEarly) {
      if (hasStoppedEarly) return;
      rounds.inc();
      lastRound.set(durationMs / 1000);
    },
    follow({ waitingCommands, sockets, backlog }) {
      if (backlog) followBacklog(backlog);
      if (waitingCommands) gauge('beckon_waiting_commands', 'Commands that wait for a commit', waitingCommands);
      if (sockets) gauge('beckon_sockets', 'WebSockets that are open', sockets);
    },
    async listen(port) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      server
        .once('error', ({ message }) => reject(new UserError(`--metrics-port cannot be used: ${message}`)))
        .listen(port, '127.0.0.1', resolve);
      await promise;
      // It must not keep a server alive that could not start.
      server.unref();
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
    },
    async close() {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      await promise;
    },
  };
}
