/** Notices changes that another process made to the same data file, such as an import from the command line. */

const intervalMs = 1000;

export interface Watch {
  begin(): void;
  end(): void;
}

/** `readVersion` is of the connection that writes: by what others write its data become of another version. */
export function watchOtherWriters(readVersion: () => Promise<number>, changed: () => void): Watch {
  let last: Promise<number | undefined> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const read = () => readVersion().catch(() => undefined);
  async function look(): Promise<void> {
    const [before, now] = await Promise.all([last, read()]);
    if (now === undefined || now === before) return;
    last = Promise.resolve(now);
    changed();
  }
  return {
    begin() {
      if (timer) return;
      last = read();
      timer = setInterval(look, intervalMs).unref();
    },
    end: () => clearInterval(timer),
  };
}
