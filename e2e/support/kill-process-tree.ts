import { readdirSync, readFileSync } from 'node:fs';

/** SIGKILL to every process whose command line names this browser profile. */
export function killProcessTree(profile: string): void {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/u.test(name) || Number(name) === process.pid) {
      continue;
    }
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (command.includes(`--user-data-dir=${profile}`)) {
        process.kill(Number(name), 'SIGKILL');
      }
    } catch {
      // It ended by itself meanwhile.
    }
  }
}
