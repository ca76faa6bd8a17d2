/** Breaks that no test notices, and why none has to: mostly because nothing that can be seen becomes different. */

export const accepted: Readonly<Record<string, string>> = {};
