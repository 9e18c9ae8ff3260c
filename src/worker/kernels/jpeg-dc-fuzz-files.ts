import { encodeTestJpeg } from './jpeg-dc-test-files.ts';
import { type WrittenJpeg, writeJpeg } from './oracle/jpeg-writer.ts';
import { pictureRaster } from './oracle/seeded-random.ts';

const YCC_420: WrittenJpeg['sampling'] = [
  [2, 2],
  [1, 1],
  [1, 1],
];

const WRITTEN: readonly Partial<WrittenJpeg>[] = [
  {},
  { restartInterval: 3 },
  { scans: [[0], [1, 2]], restartInterval: 7 },
  { progressiveAl: 1 },
  { hasDnl: true, fillBytes: 2 },
  { sampling: [[1, 1]], busyShare: 1 },
  { widthPx: 400, heightPx: 300, busyShare: 1, restartInterval: 90 },
  {
    sampling: [
      [4, 1],
      [1, 2],
      [2, 1],
      [1, 1],
    ],
    adobeTransform: 2,
  },
];

/**
 * Small files of every kind that the kernel walks through, to be damaged: baseline and progressive,
 * one to four components, restarts, scans apart, a late height. Half of the encoded ones are plain,
 * so that whole pictures are made of some. For tests and scripts under Node only.
 */
export async function fuzzFiles(): Promise<Uint8Array[]> {
  const files: Uint8Array[] = WRITTEN.map((more, seed) =>
    writeJpeg({ widthPx: 150, heightPx: 90, sampling: YCC_420, seed, ...more }),
  );
  const picture = pictureRaster(160, 120, 3);
  for (const progressive of [false, true]) {
    files.push(await encodeTestJpeg(picture, { progressive }));
    files.push(await encodeTestJpeg(picture, { progressive, quality: 97 }));
  }
  return files;
}
