import { readdirSync, readFileSync } from 'node:fs';

/** Of /proc on every Linux that Chromium runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  parent: number;
  ms: number;
}

/**
 * Processor ms so far of a browser with this profile: its own process and all below it that still
 * run. Linux only.
 */
export function processorMs(profile: string): number {
  const all = new Map<number, ProcessTimes>();
  const own = new Set<number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name)) continue;
    try {
      all.set(Number(name), timesOf(name));
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (command.includes(`--user-data-dir=${profile}`)) own.add(Number(name));
    } catch {
      // It ended by itself meanwhile.
    }
  }
  let sum = 0;
  for (const [pid, { ms }] of all) {
    if (isBelow(pid, own, all)) sum += ms;
  }
  return sum;
}

function isBelow(
  pid: number,
  own: ReadonlySet<number>,
  all: ReadonlyMap<number, ProcessTimes>,
): boolean {
  let at: number | undefined = pid;
  while (at !== undefined && !own.has(at)) at = all.get(at)?.parent;
  return at !== undefined;
}

function timesOf(pid: string): ProcessTimes {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the name, which may hold spaces and brackets: state, parent, ... user and system time.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { parent: Number(fields[1]), ms: (ticks * 1000) / TICKS_PER_SECOND };
}
