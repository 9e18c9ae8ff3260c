import type { JSHandle, Page } from '@playwright/test';
import { IN_FLIGHT_PER_WORKER } from '../src/engine/in-flight.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';
import { blockJpeg } from './support/block-jpeg.ts';
import { PhotoFolder } from './support/photo-folder.ts';

let folder: PhotoFolder;

test.beforeEach(async () => {
  folder = await PhotoFolder.create();
});

test.afterEach(async () => {
  await folder.remove();
});

interface Counts {
  /** Files that one worker was asked for and had not answered, at most. */
  most: number;
  asked: number;
}

/** Counts from now on, by the messages between page and workers. */
function countInFlight(page: Page): Promise<JSHandle<Counts>> {
  return page.evaluateHandle(() => {
    const counts = { most: 0, asked: 0 };
    const open = new Map<Worker, Set<unknown>>();
    const watched = (worker: Worker): Set<unknown> => {
      const ids = new Set();
      open.set(worker, ids);
      worker.addEventListener('message', ({ data }) => {
        ids.delete((data as { id?: unknown }).id);
      });
      return ids;
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the worker below
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (...message: unknown[]): void {
      const { id, path } = message[0] as { id?: unknown; path?: unknown[] };
      if (path?.[0] === 'analyze') {
        const ids = open.get(this) ?? watched(this);
        ids.add(id);
        counts.asked += 1;
        counts.most = Math.max(counts.most, ids.size);
      }
      Reflect.apply(postMessage, this, message);
    };
    return counts;
  });
}

const FILES = 240;

test('small files are on their way to a worker by the dozen, so that they are read together', async ({
  openApp,
}) => {
  for (let seed = 0; seed < FILES; seed += 1) {
    await folder.write(`IMG_${seed}.jpg`, blockJpeg(seed));
  }
  const { page } = await openApp({ granted: [folder.path] });
  const counting = await countInFlight(page);
  await chooseFolder(page, folder.path);
  expect((await scanEnd(page)).scan?.fingerprinted).toBe(FILES);
  const { most, asked } = await counting.jsonValue();
  expect(asked).toBe(FILES);
  expect(most).toBeGreaterThan(2 * IN_FLIGHT_PER_WORKER);
});

test('large files are not: they would fill the memory', async ({ openApp }) => {
  const behind = Buffer.alloc(512 * 1024);
  for (let seed = 0; seed < 40; seed += 1) {
    const jpeg = Buffer.concat([blockJpeg(seed), behind]);
    await folder.write(`IMG_${seed}.jpg`, jpeg);
  }
  const { page } = await openApp({ granted: [folder.path] });
  const counting = await countInFlight(page);
  await chooseFolder(page, folder.path);
  expect((await scanEnd(page)).scan?.fingerprinted).toBe(40);
  const { most, asked } = await counting.jsonValue();
  expect(asked).toBe(40);
  expect(most).toBeGreaterThan(1);
  // The app hears of an answer before it is counted here, and asks for the next.
  expect(most).toBeLessThanOrEqual(IN_FLIGHT_PER_WORKER + 1);
});
