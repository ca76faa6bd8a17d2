/** An address that is told by webhook: it echoes what it is asked with, remembers what it hears, and fails as told to. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Event } from './raw-socket.ts';

export interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly event: Event;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export class WebhookReceiver {
  /** Every notification that arrived, whatever it was answered. */
  readonly heard: Heard[] = [];
  /** The headers of every question whether it wants to hear. */
  readonly asked: IncomingMessage['headers'][] = [];
  /** How notifications are answered; null for never. */
  answer: number | Behaviour | null = 200;
  /** How it is answered when it is asked; by default as it should be. */
  greeting: Behaviour = ({ headers }, response) => {
    response.setHeader('Validation-Token', headers['validation-token'] ?? '').end();
  };
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => this.#receive(request, response));
  }

  static async open(port = 0): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    receiver.#port = (receiver.#server.address() as AddressInfo).port;
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/hook`;
  }

  /** The ids of the messages it heard of, each as often as it did. */
  get ids(): number[] {
    return this.heard.flatMap(({ event }) => event.body.changes[0]?.newMessageIds ?? []);
  }

  /** Takes no connections any more; another may open at the same port. */
  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  get port(): number {
    return this.#port;
  }

  #receive(request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      if (text === '') {
        this.asked.push(request.headers);
        this.greeting(request, response);
        return;
      }
      this.heard.push({ headers: request.headers, text, event: JSON.parse(text) });
      if (typeof this.answer === 'function') this.answer(request, response);
      else if (this.answer !== null) response.writeHead(this.answer).end();
    });
  }
}
