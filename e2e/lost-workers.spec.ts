import type { CDPSession, Page } from '@playwright/test';
import {
  appStateOf,
  callEngine,
  scanEnd,
  scanEndAfter,
  type WholeState,
} from './support/app-state-of.ts';
import {
  chooseFolder,
  expect,
  test,
  type OpenApp,
} from './support/app-test.ts';
import type { PhotoFolder } from './support/photo-folder.ts';
import { busyFolder } from './support/busy-folder.ts';
import {
  watchAnalyzers,
  type WorkerTarget,
} from './support/watch-analyzers.ts';

/** Enough work for the workers to be caught in the middle of it. */
const PHOTOS = 60;

async function someDone(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const { engine } = document.querySelector('twinsift-app') as unknown as {
        engine: { state: { scan?: { fingerprinted: number } } };
      };
      return (engine.state.scan?.fingerprinted ?? 0) >= 5;
    },
    undefined,
    { polling: 10, timeout: 60_000 },
  );
}

let folder: PhotoFolder;

test.beforeEach(async () => {
  folder = await busyFolder(PHOTOS);
});

test.afterEach(async () => {
  await folder.remove();
});

/** A scan in the middle of its work, and its workers within reach. */
async function scanning(openApp: OpenApp): Promise<{
  page: Page;
  /** Grows as workers are replaced. */
  workers: WorkerTarget[];
  session: CDPSession;
}> {
  const { page } = await openApp({ granted: [folder.path] });
  const workers: WorkerTarget[] = [];
  const session = await watchAnalyzers(page, (worker) => {
    workers.push(worker);
  });
  await chooseFolder(page, folder.path);
  await someDone(page);
  return { page, workers, session };
}

/** Every file has an outcome, and the only failures are the ones that a lost worker explains. */
function expectAllAccountedFor(state: WholeState, reason: string): void {
  expect(state.scan?.stage).toBe('finished');
  expect((state.scan?.fingerprinted ?? 0) + state.ledger.length).toBe(PHOTOS);
  expect(state.ledger.map(({ failure }) => failure.kind)).toEqual(
    state.ledger.map(() => reason),
  );
  // One worker has two files at most.
  expect(state.ledger.length).toBeLessThanOrEqual(2);
}

test('a worker that hangs is timed out and replaced, and the scan ends', async ({
  openApp,
}) => {
  test.setTimeout(240_000);
  const { page, workers, session } = await scanning(openApp);
  const before = workers.length;
  expect(before).toBeGreaterThan(0);
  workers[0]?.send('Runtime.evaluate', { expression: 'for (;;);' });

  const state = await scanEnd(page, 200_000);
  expectAllAccountedFor(state, 'timed-out');
  // The first worker was given up at least once, and another took its place.
  expect(workers.length).toBeGreaterThan(before);
  await session.detach();

  // The pool is whole again: the same files are read without any fault.
  if (state.ledger.length > 0) {
    await page.getByRole('link', { name: /skipped$/u }).click();
    await page.getByRole('button', { name: /^Retry all/u }).click();
    await expect(page.getByText('No file was skipped.')).toBeVisible();
  }
  await scanEnd(page);
  expect((await appStateOf(page)).ledger).toEqual([]);
});

test('a drawing that takes for ever is given up after ten seconds, and nothing else with it', async ({
  openApp,
}) => {
  test.setTimeout(240_000);
  // Each pixel of four million looks at 400 times 400 others.
  const outline = '<feMorphology operator="dilate" radius="200"/>';
  await folder.write(
    'slow.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><filter id="f">${outline.repeat(9)}</filter><rect width="900" height="900" filter="url(#f)"/></svg>`,
  );
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  const { scan, ledger } = await scanEnd(page, 200_000);
  expect(scan?.fingerprinted).toBe(PHOTOS);
  expect(ledger).toMatchObject([
    { path: 'slow.svg', failure: { kind: 'timed-out', afterMs: 10_000 } },
  ]);
});

test('a worker that dies is replaced, and the scan ends', async ({
  openApp,
}) => {
  test.setTimeout(240_000);
  const { page, workers } = await scanning(openApp);
  const before = workers.length;
  // No error event and no message follows: for the page the worker is silent.
  workers[0]?.send('Runtime.evaluate', { expression: 'self.close()' });
  const state = await scanEnd(page, 200_000);
  expectAllAccountedFor(state, 'timed-out');
  expect(workers.length).toBeGreaterThan(before);
});

test('a worker that throws out of turn is replaced at once, and its files are read', async ({
  openApp,
}) => {
  const { page, workers } = await scanning(openApp);
  const before = workers.length;
  workers[0]?.send('Runtime.evaluate', {
    expression: `setTimeout(() => { throw new Error('out of memory'); })`,
  });
  const state = await scanEnd(page, 60_000);
  expectAllAccountedFor(state, 'worker-died');
  expect(workers.length).toBeGreaterThan(before);
});

test('a scan is stopped at once, whatever its workers are at, and goes on later', async ({
  openApp,
}) => {
  const { page, workers, session } = await scanning(openApp);
  // As a decoder at its work: none of them can be interrupted.
  for (const worker of workers) {
    worker.send('Runtime.evaluate', { expression: 'for (;;);' });
  }
  await page.getByRole('button', { name: 'Stop' }).click();
  // A file has 20 seconds before it is given up: this must not wait for that.
  await expect
    .poll(async () => (await appStateOf(page)).scan?.stage, {
      timeout: 10_000,
    })
    .toBe('stopped');
  const stopped = await appStateOf(page);
  expect(stopped.ledger).toEqual([]);
  expect(stopped.scan?.fingerprinted).toBeLessThan(PHOTOS);
  await session.detach();

  const state = await scanEndAfter(page, async () => {
    await callEngine(page, 'startScan');
  });
  expect(state.ledger).toEqual([]);
  expect((state.scan?.fingerprinted ?? 0) + (state.scan?.reused ?? 0)).toBe(
    PHOTOS,
  );
});
