import type { Page, Worker } from '@playwright/test';
import { poolSize } from '../src/engine/platform-features.ts';
import { withThumbnail } from '../src/worker/first-look-test-files.ts';
import { scanEnd } from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { blockJpeg } from './support/block-jpeg.ts';
import { PhotoFolder } from './support/photo-folder.ts';

let folder: PhotoFolder;

test.beforeEach(async () => {
  folder = await PhotoFolder.create();
});

test.afterEach(async () => {
  await folder.remove();
});

function analyzers(page: Page): Worker[] {
  return page.workers().filter((worker) => worker.url().includes('analyzer'));
}

/** Names of the files that a worker has loaded besides its own script. */
function loadedBy(worker: Worker): Promise<string[]> {
  return worker.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name.slice(name.lastIndexOf('/') + 1)),
  );
}

test('all workers are there before a folder is chosen, and load nothing more for photos', async ({
  openApp,
}) => {
  const PHOTOS = 120;
  for (let seed = 0; seed < PHOTOS; seed += 1) {
    const jpeg = blockJpeg(seed);
    await folder.write(
      `IMG_${seed}.jpg`,
      Buffer.from(withThumbnail(jpeg, jpeg)),
    );
  }
  const { page } = await openApp({ granted: [folder.path] });
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  await expect.poll(() => analyzers(page).length).toBe(poolSize(cores));
  const warm = analyzers(page);
  await chooseFolder(page, folder.path);
  expect((await scanEnd(page)).scan?.fingerprinted).toBe(PHOTOS);
  expect(analyzers(page)).toEqual(warm);
  for (const worker of warm) expect(await loadedBy(worker)).toEqual([]);
});
