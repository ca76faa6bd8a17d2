/** Whether the session is good is not known: the server could not be reached, or had too much to do. */
export class NoTokenAnswer extends Error {
  /** How long it asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(retryAfterMs?: number) {
    super();
    this.retryAfterMs = retryAfterMs;
  }
}
