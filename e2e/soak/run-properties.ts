import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface PropertyRuns {
  isGood: boolean;
  files: number;
  /** Random cases that were tried, over all properties. */
  cases: number;
}

/** Unit tests under a folder of src that state properties for random input. */
function propertyTests(folder: string): string[] {
  return readdirSync(join(REPOSITORY, folder), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .filter((path) =>
      readFileSync(join(REPOSITORY, path), 'utf8').includes('fast-check'),
    );
}

/** Runs them with `factor` times as many cases; `isExhaustive` also tries every fault at every step. */
export function runProperties(
  folders: readonly string[],
  factor: number,
  { isExhaustive = false } = {},
): PropertyRuns {
  const files = folders.flatMap(propertyTests);
  const scratch = mkdtempSync(join(tmpdir(), 'twinsift-soak-'));
  const counts = join(scratch, 'counts');
  writeFileSync(counts, '');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        '--config',
        'e2e/soak/vitest.config.ts',
        ...files,
      ],
      {
        cwd: REPOSITORY,
        stdio: 'inherit',
        env: {
          ...process.env,
          TWINSIFT_SOAK_FACTOR: String(factor),
          TWINSIFT_SOAK_COUNTS: counts,
          ...(isExhaustive ? { TWINSIFT_EXHAUSTIVE: '1' } : {}),
        },
      },
    );
    const cases = readFileSync(counts, 'utf8')
      .split('\n')
      .reduce((sum, line) => sum + Number(line), 0);
    return { isGood: status === 0, files: files.length, cases };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** How they went, for the summary. */
export function wordsOf({ isGood, files, cases }: PropertyRuns): string {
  return `${cases} random cases in ${files} test files, ${isGood ? 'all good' : 'FAILED'}`;
}
