/** The part of autocannon that the load uses; the package brings no types of its own. */

declare module 'autocannon' {
  export interface Options {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    /** Milliseconds between two looks at whether all connections are done. */
    readonly sampleInt: number;
    readonly setupClient: (client: Client) => void;
  }

  export interface Client {
    readonly reqsMade: number;
    /** Once as many requests are made, the connection closes after the last answer. */
    responseMax: number;
  }

  type OnResponse = (client: Client, status: number, bytes: number, latencyMs: number) => void;

  interface Instance extends PromiseLike<unknown> {
    on(event: 'response', listener: OnResponse): this;
  }

  const autocannon: (options: Options) => Instance;

  export { autocannon as default };
}
