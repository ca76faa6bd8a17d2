/** What the operating system knows of a process: its memory, its processor time, what it had written to disk. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory. */
export function residentBytes(pid: number): number | undefined {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readProcess(pid, 'status') ?? '')?.[1] ?? residentFromPs(pid);
  return line === undefined ? undefined : Number(line) * 1024;
}

/** The most resident memory it had so far. Undefined where there is no `/proc`, and once it has ended. */
export function peakResidentBytes(pid: number): number | undefined {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readProcess(pid, 'status') ?? '')?.[1];
  return line === undefined ? undefined : Number(line) * 1024;
}

function residentFromPs(pid: number): string | undefined {
  try {
    return /\d+/.exec(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }))?.[0];
  } catch {
    return undefined;
  }
}

/** Bytes it caused to be sent to the disk so far. Undefined where there is no `/proc`. */
export function writtenBytes(pid: number): number | undefined {
  const bytes = /^write_bytes: (\d+)$/m.exec(readProcess(pid, 'io') ?? '')?.[1];
  return bytes === undefined ? undefined : Number(bytes);
}

/** Linux counts in hundredths of a second towards programs, whatever it uses itself. */
const tickMs = 10;

/** Processor time of all its threads so far. Undefined where there is no `/proc`. */
export function processorMs(pid: number): number | undefined {
  // The name, in brackets, may hold anything; the fields counted here come after it.
  const fields = readProcess(pid, 'stat')?.split(') ').at(-1)?.split(' ');
  if (!fields) return undefined;
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

function readProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
