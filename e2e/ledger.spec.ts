import type { CDPSession, Page } from '@playwright/test';
import type { AppState } from '../src/engine/app-state.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd, scanEndAfter } from './support/app-state-of.ts';
import { busyFolder } from './support/busy-folder.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { parseCsv } from './support/parse-csv.ts';
import { smallLibrary } from './support/photo-folder.ts';
import { savedBy } from './support/saved-download.ts';

test('skipped files are listed, narrowed, saved, and read again once repaired', async ({
  openApp,
}) => {
  const library = await smallLibrary();
  try {
    await library.write('Holiday/empty.jpg', '');
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await page.getByRole('link', { name: '3 skipped' }).click();
    const entries = page
      .getByRole('list', { name: 'Skipped files' })
      .getByRole('listitem');
    await expect(entries).toHaveCount(3);
    await expect(entries.filter({ hasText: 'notes.jpg' })).toContainText(
      'Photos/Holiday/notes.jpg',
    );

    await page.getByRole('button', { name: /^Damaged/u }).click();
    await expect(entries).toHaveCount(1);
    await expect(entries).toContainText('cut.jpg');
    await page.getByRole('button', { name: /^All/u }).click();
    await page.getByRole('searchbox').fill('NOTES');
    await expect(entries).toHaveCount(1);
    await expect(entries).toContainText('notes.jpg');
    await page.getByRole('searchbox').fill('no such file');
    await expect(page.getByText('No skipped file matches.')).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await expect(entries).toHaveCount(3);

    const saved = await savedBy(
      page,
      page.getByRole('button', { name: 'Save as CSV' }),
    );
    expect(parseCsv(saved.text).map(({ path, kind }) => [path, kind])).toEqual([
      ['Holiday/cut.jpg', 'damaged'],
      ['Holiday/empty.jpg', 'empty-file'],
      ['Holiday/notes.jpg', 'not-a-picture'],
    ]);

    // What reading again cannot change is not offered for it.
    await expect(
      page.getByRole('checkbox', { name: 'Select Holiday/notes.jpg' }),
    ).toBeDisabled();
    await library.write('Holiday/cut.jpg', await encodeJpeg(drawScene(77), 90));
    await page
      .getByRole('checkbox', { name: 'Select Holiday/cut.jpg' })
      .check();
    const { ledger, scan } = await scanEndAfter(page, () =>
      page.getByRole('button', { name: 'Retry 1 selected' }).click(),
    );
    await expect(entries).toHaveCount(2);
    expect(ledger.map(({ path }) => path)).toEqual([
      'Holiday/empty.jpg',
      'Holiday/notes.jpg',
    ]);
    expect(scan?.fingerprinted).toBe(1);
  } finally {
    await library.remove();
  }
});

/** A worker of the page, reached as the developer tools do. */
interface WorkerTarget {
  send: (method: string, params?: object) => void;
}

/** Attaches to every analyzer worker that is there or comes; calls `onStart` for each. */
async function watchAnalyzers(
  page: Page,
  onStart: (worker: WorkerTarget, count: number) => void,
): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  let messageId = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (!targetInfo.url.includes('analyzer')) {
      return;
    }
    count += 1;
    const send: WorkerTarget['send'] = (method, params = {}) => {
      messageId += 1;
      const message = JSON.stringify({ id: messageId, method, params });
      // Never awaited: a worker that hangs does not answer.
      session
        .send('Target.sendMessageToTarget', { sessionId, message })
        .catch(() => undefined);
    };
    onStart({ send }, count);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return session;
}

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

/** Every file has an outcome, and the only failures are the ones that a lost worker explains. */
function expectAllAccountedFor(state: AppState, reason: string): void {
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
  const folder = await busyFolder(PHOTOS);
  try {
    const { page } = await openApp({ granted: [folder.path] });
    const workers: WorkerTarget[] = [];
    const session = await watchAnalyzers(page, (worker) => {
      workers.push(worker);
    });
    await chooseFolder(page, folder.path);
    await someDone(page);
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
  } finally {
    await folder.remove();
  }
});

test('a worker that dies is replaced, and the scan ends', async ({
  openApp,
}) => {
  test.setTimeout(240_000);
  const folder = await busyFolder(PHOTOS);
  try {
    const { page } = await openApp({ granted: [folder.path] });
    const workers: WorkerTarget[] = [];
    await watchAnalyzers(page, (worker) => {
      workers.push(worker);
    });
    await chooseFolder(page, folder.path);
    await someDone(page);
    const before = workers.length;
    // No error event and no message follows: for the page the worker is silent.
    workers[0]?.send('Runtime.evaluate', { expression: 'self.close()' });
    const state = await scanEnd(page, 200_000);
    expectAllAccountedFor(state, 'timed-out');
    expect(workers.length).toBeGreaterThan(before);
  } finally {
    await folder.remove();
  }
});

test('a worker that throws out of turn is replaced at once, and its files are read', async ({
  openApp,
}) => {
  const folder = await busyFolder(PHOTOS);
  try {
    const { page } = await openApp({ granted: [folder.path] });
    const workers: WorkerTarget[] = [];
    await watchAnalyzers(page, (worker) => {
      workers.push(worker);
    });
    await chooseFolder(page, folder.path);
    await someDone(page);
    const before = workers.length;
    workers[0]?.send('Runtime.evaluate', {
      expression: `setTimeout(() => { throw new Error('out of memory'); })`,
    });
    const state = await scanEnd(page, 60_000);
    expectAllAccountedFor(state, 'worker-died');
    expect(workers.length).toBeGreaterThan(before);
  } finally {
    await folder.remove();
  }
});
