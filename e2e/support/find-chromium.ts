import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

/** Where systems put a Chromium that is not in the PATH. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Long enough for a slow line; a registry that never answers must not hold the tests for ever. */
const INSTALL_LIMIT_MS = 5 * 60_000;

const FAILURE = `No Chromium was found and none could be installed. Do one of these:
  - install Chromium or Google Chrome,
  - run "npx playwright install --with-deps chromium",
  - set TWINSIFT_CHROMIUM to the path of a Chromium.`;

/**
 * Path of a Chromium to test with: TWINSIFT_CHROMIUM, else an installed one, else Playwright's
 * own, which is downloaded when there is none, else Debian's package when running as root.
 * The answer is put in TWINSIFT_CHROMIUM, so that child processes need not look again.
 * Throws with a message for people when there is none.
 */
export function findChromium(): string {
  const path = chosenChromium() ?? installedChromium() ?? newChromium();
  if (path === undefined) {
    throw new Error(FAILURE);
  }
  process.env['TWINSIFT_CHROMIUM'] = path;
  return path;
}

function chosenChromium(): string | undefined {
  const chosen = process.env['TWINSIFT_CHROMIUM'] ?? '';
  if (chosen !== '' && !existsSync(chosen)) {
    throw new Error(`TWINSIFT_CHROMIUM names "${chosen}", which is not there.`);
  }
  return chosen === '' ? undefined : chosen;
}

function installedChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const inPath = folders.flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  );
  return [...inPath, ...USUAL_PLACES, chromium.executablePath()].find((path) =>
    existsSync(path),
  );
}

function newChromium(): string | undefined {
  console.log('No Chromium is installed. Downloading the one of Playwright…');
  if (run('npx', ['playwright', 'install', 'chromium'])) {
    return installedChromium();
  }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('That failed. Installing the chromium package…');
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  return installedChromium();
}

function run(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, {
      stdio: 'inherit',
      timeout: INSTALL_LIMIT_MS,
    });
    return true;
  } catch {
    // The command has printed why; the caller tries the next way.
    return false;
  }
}

const called = process.argv[1];
if (
  called !== undefined &&
  realpathSync(called) === fileURLToPath(import.meta.url)
) {
  console.log(`Chromium: ${findChromium()}`);
}
