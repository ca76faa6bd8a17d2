// Loaded into a server that is measured: told by a signal, it collects its garbage and says how much is left.
const { writeFileSync } = require('node:fs');

process.on('SIGUSR2', () => {
  for (let times = 0; times < 3; times++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeFileSync(`${process.env.HEAP_FILE}.${process.pid}`, `${heapUsed + external}\n`);
});
