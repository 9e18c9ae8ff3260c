import { beforeAll, describe, expect, test } from 'vitest';
import {
  JpegDcKernel,
  type JpegDcPicture,
  loadJpegDcKernel,
} from './jpeg-dc.ts';
import { fuzzJpegDc, GuardedMemory } from './jpeg-dc-fuzz.ts';
import { fuzzFiles } from './jpeg-dc-fuzz-files.ts';
import { type WrittenJpeg, writeJpeg } from './oracle/jpeg-writer.ts';
import { testExports, testModule } from './test-kernels.ts';

let kernel: JpegDcKernel;
beforeAll(async () => {
  kernel = await loadJpegDcKernel(await testModule());
});

function decoded(bytes: Uint8Array): JpegDcPicture {
  const result = kernel.decode(bytes, { wantsPlanes: true });
  if (result.kind !== 'decoded') throw new Error(JSON.stringify(result));
  return result;
}

const YCC_420: WrittenJpeg['sampling'] = [
  [2, 2],
  [1, 1],
  [1, 1],
];
const GREY: WrittenJpeg['sampling'] = [[1, 1]];

/** Grey, 20 × 10 blocks, a restart after each row of blocks. */
const ROWS: WrittenJpeg = {
  widthPx: 160,
  heightPx: 80,
  sampling: GREY,
  seed: 11,
  restartInterval: 20,
};
const ROW_BLOCKS = 20;

/** Where the restart markers are. */
function restartsOf(bytes: Uint8Array): number[] {
  const start = bytes.findIndex((b, i) => b === 0xff && bytes[i + 1] === 0xda);
  const found: number[] = [];
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] === 0xff && (bytes[at + 1]! & 0xf8) === 0xd0) found.push(at);
  }
  return found;
}

function without(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return Uint8Array.from([...bytes.subarray(0, from), ...bytes.subarray(to)]);
}

/** Rows of blocks that are those of the undamaged picture. */
function goodRows(damaged: JpegDcPicture, whole: JpegDcPicture): number[] {
  const [a, b] = [damaged.planes[0]!, whole.planes[0]!];
  return Array.from({ length: a.heightPx }, (_unused, y) => y).filter((y) => {
    const [from, to] = [y * ROW_BLOCKS, (y + 1) * ROW_BLOCKS];
    return (
      Buffer.compare(a.data.subarray(from, to), b.data.subarray(from, to)) === 0
    );
  });
}

describe('damaged data', () => {
  const bytes = writeJpeg(ROWS);
  const restarts = restartsOf(bytes);

  test('noise in one interval costs that interval at most', () => {
    expect(restarts.length).toBe(9);
    const noisy = bytes.slice();
    noisy.fill(0xb6, restarts[3]! + 2, restarts[4]);
    const picture = decoded(noisy);
    expect(goodRows(picture, decoded(bytes))).toEqual([
      0, 1, 2, 3, 5, 6, 7, 8, 9,
    ]);
  });

  test('half an interval missing', () => {
    const middle = Math.floor((restarts[3]! + restarts[4]!) / 2);
    const picture = decoded(without(bytes, middle, restarts[4]!));
    expect(picture.isIncomplete).toBe(true);
    expect(goodRows(picture, decoded(bytes))).toEqual([
      0, 1, 2, 3, 5, 6, 7, 8, 9,
    ]);
  });

  test('whole intervals missing, with their markers', () => {
    for (const count of [1, 2]) {
      const to = restarts[3 + count]!;
      const picture = decoded(without(bytes, restarts[3]!, to));
      expect(picture.isIncomplete).toBe(true);
      const lost = count === 1 ? [4] : [4, 5];
      const kept = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
        (y) => !lost.includes(y),
      );
      expect(goodRows(picture, decoded(bytes))).toEqual(kept);
    }
  });

  test('a restart marker missing', () => {
    const at = restarts[5]!;
    const picture = decoded(without(bytes, at, at + 2));
    expect(picture.isIncomplete).toBe(true);
    expect(goodRows(picture, decoded(bytes))).toEqual([
      0, 1, 2, 3, 4, 5, 7, 8, 9,
    ]);
  });

  test('an interval twice', () => {
    const twice = Uint8Array.from([
      ...bytes.subarray(0, restarts[4]),
      ...bytes.subarray(restarts[3]),
    ]);
    const picture = decoded(twice);
    expect(picture.isIncomplete).toBe(true);
    expect(goodRows(picture, decoded(bytes)).length).toBe(10);
  });

  test('a file cut anywhere keeps what lies before the cut', () => {
    const whole = decoded(bytes);
    for (let length = 0; length < bytes.length - 2; length += 7) {
      const result = kernel.decode(bytes.subarray(0, length), {
        wantsPlanes: true,
      });
      const rows = restarts.filter((at) => at < length).length;
      if (result.kind !== 'decoded') {
        expect(result.kind).toBe('damaged');
        expect(rows).toBe(0);
        continue;
      }
      expect(result.isIncomplete).toBe(true);
      const { data } = result.planes[0]!;
      const size = rows * ROW_BLOCKS;
      expect(
        Buffer.compare(
          data.subarray(0, size),
          whole.planes[0]!.data.subarray(0, size),
        ),
      ).toBe(0);
      const missing = data.subarray(size + ROW_BLOCKS);
      expect(missing.every((v) => v === 128)).toBe(true);
    }
  });

  test('a cut in colour leaves the rest grey', () => {
    const file = writeJpeg({
      widthPx: 300,
      heightPx: 300,
      sampling: YCC_420,
      seed: 2,
    });
    const { raster, isIncomplete } = decoded(file.subarray(0, file.length / 2));
    expect(isIncomplete).toBe(true);
    expect([...raster.data.subarray(-3)]).toEqual([128, 128, 128]);
  });

  test('no chroma scans: grey and incomplete', () => {
    const plan = { widthPx: 64, heightPx: 64, sampling: YCC_420, seed: 2 };
    const { planes, isIncomplete } = decoded(
      writeJpeg({ ...plan, scans: [[0]] }),
    );
    expect(isIncomplete).toBe(true);
    expect(planes[1]!.data.every((v) => v === 128)).toBe(true);
  });
});

describe('what is refused', () => {
  const plan = { widthPx: 64, heightPx: 64, sampling: YCC_420, seed: 2 };

  test.each([
    ['lossless', 0xc3],
    ['hierarchical', 0xc5],
    ['arithmetic', 0xc9],
    ['arithmetic progressive', 0xca],
  ])('%s', (_name, frameMarker) => {
    const result = kernel.decode(writeJpeg({ ...plan, frameMarker }));
    expect(result.kind).toBe('unsupported');
  });

  test('12 bits per sample', () => {
    const bytes = writeJpeg(plan);
    const at = bytes.findIndex((b, i) => b === 0xff && bytes[i + 1] === 0xc0);
    bytes[at + 4] = 12;
    expect(kernel.decode(bytes).kind).toBe('unsupported');
  });

  test('a picture beyond the limit, before memory is taken', async () => {
    const bytes = writeJpeg(plan);
    const at = bytes.findIndex((b, i) => b === 0xff && bytes[i + 1] === 0xc0);
    bytes.fill(0xff, at + 5, at + 9);
    expect(kernel.decode(bytes).kind).toBe('unsupported');
    const fresh = await loadJpegDcKernel(await testModule());
    expect(fresh.decode(writeJpeg(plan), { maxPixels: 4095 }).kind).toBe(
      'unsupported',
    );
    expect(fresh.decode(writeJpeg(plan), { maxPixels: 4096 }).kind).toBe(
      'decoded',
    );
  });

  test.each([
    ['nothing', []],
    ['one byte', [0xff]],
    ['SOI and EOI', [0xff, 0xd8, 0xff, 0xd9]],
    ['only 0xFF', new Array<number>(5000).fill(0xff)],
    ['text', [...Buffer.from('GIF89a is not a JPEG')]],
    [
      'a scan without a frame',
      [0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
    ],
  ])('%s', (_name, bytes) => {
    expect(kernel.decode(Uint8Array.from(bytes)).kind).toBe('damaged');
  });

  test('a Huffman table with more codes than fit', () => {
    const bytes = writeJpeg(plan);
    const at = bytes.findIndex((b, i) => b === 0xff && bytes[i + 1] === 0xc4);
    bytes[at + 5] = 3;
    expect(kernel.decode(bytes).kind).toBe('damaged');
  });

  test('an endless row of markers takes time in proportion to its length', () => {
    const head = [
      ...writeJpeg({ ...plan, progressiveAl: 0, scans: [[0]] }),
    ].slice(0, -2);
    const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 1, 1, 0, 0xff, 0xc4, 0, 19, 0];
    const more = [...scan, ...new Array<number>(16).fill(0)];
    const size = 60_000;
    const file = new Uint8Array(head.length + more.length * size);
    file.set(head);
    for (let i = 0; i < size; i += 1)
      file.set(more, head.length + i * more.length);
    const startedMs = performance.now();
    expect(decoded(file).isIncomplete).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });
});

test('much data without the restart markers that are due stays in its buffers', async () => {
  const exports = await testExports();
  const memory = new GuardedMemory(exports);
  const guarded = new JpegDcKernel(exports, memory);
  const plan = { widthPx: 640, heightPx: 480, sampling: YCC_420, seed: 2 };
  const bytes = writeJpeg({ ...plan, busyShare: 1, restartInterval: 100 });
  const markers = restartsOf(bytes);
  const kept = bytes.filter(
    (_byte, i) => !markers.includes(i) && !markers.includes(i - 1),
  );
  expect(kept.length).toBeGreaterThan(100_000);
  const result = guarded.decode(kept);
  expect(result).toMatchObject({ kind: 'decoded', isIncomplete: true });
  expect(memory.areGuardsIntact()).toBe(true);
});

test('mutated files: no guard is touched, nothing depends on old memory, nothing hangs', async () => {
  const files = await fuzzFiles();
  const report = await fuzzJpegDc(await testModule(), files, 4_000, 2024);
  // Most files still show something; a fair share must have reached the entropy decoder damaged.
  expect(report.decoded).toBeGreaterThan(1_000);
  expect(report.incomplete).toBeGreaterThan(500);
  expect(report.damaged).toBeGreaterThan(100);
  expect(report.unsupported).toBeGreaterThan(10);
  // Else the kernel that makes all pixels was never tried.
  expect(report.whole).toBeGreaterThan(30);
});
