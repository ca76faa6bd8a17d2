/** What a measurement is: a name to run it by, and figures both for people and for programs. */

export interface Options {
  /** How many pairs of rounds are measured, where a measurement has rounds. */
  readonly rounds: number;
  /** How long a round lasts. */
  readonly seconds: number;
  readonly connections: number;
  /** The folder of another checkout of Beckon, to be measured beside this one. */
  readonly against?: string | undefined;
}

export interface Outcome {
  /** Plain data, for `--json`. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** The same as a table for people. */
  readonly text: string;
  /** Why the figures must not be believed, a sentence each. Any of them fails the run. */
  readonly failures: readonly string[];
}

export interface Measurement {
  readonly name: string;
  readonly summary: string;
  /** Ends what it started and removes what it wrote, whether it succeeds or not. */
  run(options: Options, progress: (doing: string) => void): Promise<Outcome>;
}
