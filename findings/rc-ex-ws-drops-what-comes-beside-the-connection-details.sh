#!/usr/bin/env sh
# Library: @rc-ex/ws 1.4.2 (with @rc-ex/core 1.8.6), which takes a broken WebSocket up again by itself.
# Expected: what the server replays right after ConnectionDetails of a recovered connection reaches the subscription's
#   callback; that is what recovery is for, and a server naturally writes both at once.
# Behaviour: the callback is attached only once the promise of ConnectionDetails has been awaited. A notification that
#   arrives in the same read is lost without an error, though its recovery token (wsc) is taken over, so that no later
#   recovery brings it either. One that comes in a read of its own is told.
# Output seen: told: later / newest wsc: 3, though the notification of wsc 2 was told to nobody
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @rc-ex/core@1.8.6 @rc-ex/ws@1.4.2 ws@8.18.3 >/dev/null
cat >run.mjs <<'END'
import { createServer } from 'node:http';
import core from '@rc-ex/core';
import extension from '@rc-ex/ws';
import { WebSocketServer } from 'ws';

const RingCentral = core.default ?? core;
const WebSocketExtension = extension.default ?? extension;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// A server as small as the protocol allows: it sends well-formed frames alone.
const server = createServer((request, answer) => {
  const uri = `ws://127.0.0.1:${server.address().port}/ws`;
  answer.setHeader('content-type', 'application/json').end(JSON.stringify({ uri, ws_access_token: 't', expires_in: 600 }));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
let sequence = 0;
const wsc = () => ({ token: `token-${++sequence}`, sequence });
const details = (recoveryState) => [
  { type: 'ConnectionDetails', messageId: 'd', status: 200, wsc: wsc(), headers: {} },
  { recoveryTimeout: 180, idleTimeout: 1800, absoluteTimeout: 86400, ...(recoveryState ? { recoveryState } : {}) },
];
const notification = (what) => [
  { type: 'ServerNotification', messageId: what, status: 200, wsc: wsc(), headers: {} },
  { uuid: what, event: '/restapi/v1.0/account/1/extension/2/message-store', subscriptionId: 's', body: { what } },
];
let connections = 0;
const sockets = new WebSocketServer({ server });
sockets.on('connection', async (socket) => {
  const send = (frame) => socket.send(JSON.stringify(frame));
  socket.on('message', (data) => {
    const [meta] = JSON.parse(data);
    if (meta.type === 'ClientRequest') send([{ ...meta, status: 200, headers: {} }, { id: 's' }]);
  });
  if (++connections === 1) return send(details());
  sequence = 0;
  // Both in one write, as a replay is sent.
  socket._socket.cork();
  send(details('Successful'));
  send(notification('beside'));
  socket._socket.uncork();
  await pause(500);
  send(notification('later'));
});

const rc = new RingCentral({ server: `http://127.0.0.1:${server.address().port}`, clientId: 'c', clientSecret: 's' });
rc.token = { access_token: 'a', refresh_token: 'r', expires_in: 3600 };
const ws = new WebSocketExtension({ autoRecover: { enabled: true, checkInterval: () => 100 } });
await rc.installExtension(ws);
const told = [];
await ws.subscribe(['/restapi/v1.0/account/~/extension/~/message-store'], ({ body }) => told.push(body.what));
ws.ws.terminate();
for (let waited = 0; !told.includes('later') && waited < 10_000; waited += 100) await pause(100);
console.log(`told: ${told.join(', ')}`);
console.log(`newest wsc: ${ws.wsc.sequence}`);
process.exit(told.join() === 'later' && ws.wsc.sequence === 3 ? 0 : 1);
END
node run.mjs
