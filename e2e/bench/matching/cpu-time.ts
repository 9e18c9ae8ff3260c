/**
 * CPU time of this process so far, ms: user and system, garbage collection included. On a machine
 * that others use too it says what the work takes, where the clock says how busy the machine is.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Takes everything, keeps nothing. */
export function exhaust(items: Iterator<unknown>): void {
  while (items.next().done !== true);
}
