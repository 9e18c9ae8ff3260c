import { chooseFolder, expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import {
  watchAnalyzers,
  type WorkerTarget,
} from './support/watch-analyzers.ts';

const PHOTOS = 48;
/** Files of this size are read as streams. */
const FILE_BYTES = 1024 * 1024;
/** Between two collections: the worker is to get on as well. */
const PAUSE_MS = 5;
/** Each takes some 50 ms of a worker. */
const LEAST_COLLECTIONS = 16;

let folder: PhotoFolder;

test.beforeAll(async () => {
  folder = await PhotoFolder.create();
  for (let seed = 0; seed < PHOTOS; seed += 1) {
    const jpeg = await encodeJpeg(drawScene(seed, 160, 120), 80);
    const behind = Buffer.alloc(FILE_BYTES - jpeg.length);
    await folder.write(`${seed}.jpg`, Buffer.concat([jpeg, behind]));
  }
});

test.afterAll(async () => {
  await folder.remove();
});

test('no read is lost to a garbage collection', async ({ openApp }) => {
  const { page } = await openApp({ granted: [folder.path] });
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  let workers = 0;
  let collections = 0;
  await watchAnalyzers(page, (worker) => {
    workers += 1;
    collect(worker);
  });
  /** Again and again. The next one waits for this one: they would pile up, and nothing else be done. */
  function collect(worker: WorkerTarget): void {
    worker.send('HeapProfiler.collectGarbage', {}, () => {
      collections += 1;
      setTimeout(collect, PAUSE_MS, worker);
    });
  }

  await chooseFolder(page, folder.path);
  const { scan } = await scanEnd(page, 120_000);
  expect([scan?.stage, scan?.fingerprinted]).toEqual(['finished', PHOTOS]);
  expect(collections).toBeGreaterThan(LEAST_COLLECTIONS);
  // A read that never ends costs its worker.
  expect(workers).toBeLessThanOrEqual(cores);
});
