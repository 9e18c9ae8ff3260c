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
  const workers: WorkerTarget[] = [];
  await watchAnalyzers(page, (worker) => {
    workers.push(worker);
  });
  const collecting = setInterval(() => {
    for (const worker of workers) worker.send('HeapProfiler.collectGarbage');
  }, 5);
  try {
    await chooseFolder(page, folder.path);
    const { scan } = await scanEnd(page, 120_000);
    expect([scan?.stage, scan?.fingerprinted]).toEqual(['finished', PHOTOS]);
    // A read that never ends costs its worker.
    expect(workers.length).toBeLessThanOrEqual(cores);
  } finally {
    clearInterval(collecting);
  }
});
