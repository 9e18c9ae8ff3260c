import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { sumTestCounts, type TestCounts } from './test-counts.ts';

// npm test: builds the app, runs the unit tests and the end-to-end tests on the build, and ends
// with one line that adds both up. Exits with 1 when anything failed.

const UNIT_RESULTS = 'test-results/unit.json';
const E2E_RESULTS = 'test-results/e2e.json';

/** Both runners leave their counts here; old ones must never be taken for new ones. */
for (const file of [UNIT_RESULTS, E2E_RESULTS]) {
  rmSync(file, { force: true });
}

const steps: [name: string, script: string, args: string[]][] = [
  ['build', 'build', []],
  [
    'unit tests',
    'test:unit',
    [
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_RESULTS}`,
    ],
  ],
  ['end-to-end tests', 'test:e2e', []],
];

const broken: string[] = [];
for (const [name, script, args] of steps) {
  const { status } = spawnSync('npm', ['run', script, '--', ...args], {
    stdio: 'inherit',
    // On Windows npm is a .cmd file, which only a shell starts.
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    broken.push(name);
  }
  if (status !== 0 && script === 'build') {
    break;
  }
}

const counts = sumTestCounts(
  readResults(UNIT_RESULTS),
  readResults(E2E_RESULTS),
);
report(counts);

function readResults(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function report({ passed, failed, skipped }: TestCounts): void {
  if (broken.length > 0) {
    console.log(`\nFailed: ${broken.join(', ')}.`);
    process.exitCode = 1;
  }
  if (passed === 0) {
    console.log('\nNo test ran.');
    process.exitCode = 1;
  }
  const skippedPart = skipped > 0 ? `, ${skipped} skipped` : '';
  // A build that breaks, or a runner that dies, fails without a failed test to its name.
  const failedOrBroken = Math.max(failed, broken.length);
  console.log(`\n${passed} passed, ${failedOrBroken} failed${skippedPart}`);
}
