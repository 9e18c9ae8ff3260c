import { beforeAll, describe, expect, test } from 'vitest';
import {
  type JpegDcKernel,
  type JpegDcPicture,
  loadJpegDcKernel,
} from './jpeg-dc.ts';
import { encodeTestJpeg } from './jpeg-dc-test-files.ts';
import { JpegDcOracle } from './oracle/jpeg-dc-oracle.ts';
import { type WrittenJpeg, writeJpeg } from './oracle/jpeg-writer.ts';
import { pictureRaster } from './oracle/seeded-random.ts';
import { testModule } from './test-kernels.ts';

let kernel: JpegDcKernel;
beforeAll(async () => {
  kernel = await loadJpegDcKernel(await testModule());
});

function decoded(bytes: Uint8Array): JpegDcPicture {
  const result = kernel.decode(bytes, { wantsPlanes: true });
  if (result.kind !== 'decoded') throw new Error(JSON.stringify(result));
  return result;
}

/** The kernel's planes are the oracle's, and all of them are there. */
function expectExact(
  bytes: Uint8Array,
  oracle = new JpegDcOracle(bytes),
): JpegDcPicture {
  const picture = decoded(bytes);
  expect(picture.isIncomplete).toBe(false);
  const planes = oracle.planes();
  expect(picture.planes.length).toBe(planes.length);
  for (const [i, { data, widthPx, heightPx }] of planes.entries()) {
    const own = picture.planes[i]!;
    expect([own.widthPx, own.heightPx]).toEqual([widthPx, heightPx]);
    expect(Buffer.compare(own.data, data)).toBe(0);
  }
  return picture;
}

const YCC_420: WrittenJpeg['sampling'] = [
  [2, 2],
  [1, 1],
  [1, 1],
];
const YCC_444: WrittenJpeg['sampling'] = [
  [1, 1],
  [1, 1],
  [1, 1],
];

describe('the block means are those of a plain decoder', () => {
  test.each([
    ['progressive 4:2:0', {}],
    ['baseline 4:2:0', { baseline: true, progressive: false }],
    [
      'baseline 4:4:4',
      { progressive: false, auto_subsample: false, chroma_subsample: 1 },
    ],
    ['quality 99', { progressive: false, quality: 99 }],
    ['quality 5', { progressive: false, quality: 5 }],
    ['grey', { color_space: 1 }],
    ['grey baseline', { color_space: 1, progressive: false }],
    ['RGB', { color_space: 2, progressive: false }],
  ])('MozJPEG, %s', async (_name, options) => {
    for (const [width, height] of [
      [333, 217],
      [16, 16],
      [1, 1],
      [9, 40],
    ]) {
      const raster = pictureRaster(width!, height!, 5);
      const bytes = await encodeTestJpeg(raster, options);
      const picture = expectExact(bytes);
      expect([picture.widthPx, picture.heightPx]).toEqual([width, height]);
    }
  });

  const LAYOUTS: [string, Partial<WrittenJpeg>][] = [
    ['one scan', {}],
    ['restarts', { restartInterval: 3 }],
    ['a restart after each MCU, past RST7', { restartInterval: 1 }],
    ['a scan per component', { scans: [[0], [1], [2]] }],
    ['two scans with restarts', { scans: [[0], [1, 2]], restartInterval: 5 }],
    ['scans in reverse', { scans: [[2], [1], [0]] }],
    ['16-bit quantisers', { quantiser: 300 }],
    ['fill bytes', { fillBytes: 3, restartInterval: 2 }],
    ['extended', { frameMarker: 0xc1 }],
    ['blocks full to coefficient 63', { busyShare: 1 }],
    ['a progressive file', { progressiveAl: 1 }],
    [
      'a progressive file by components',
      { progressiveAl: 2, scans: [[1], [0], [2]] },
    ],
  ];
  const SAMPLINGS: WrittenJpeg['sampling'][] = [
    YCC_420,
    YCC_444,
    [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
    [
      [1, 2],
      [1, 1],
      [1, 1],
    ],
    [
      [4, 1],
      [1, 1],
      [1, 1],
    ],
    [
      [4, 2],
      [1, 1],
      [1, 1],
    ],
    [
      [2, 2],
      [2, 1],
      [1, 2],
    ],
    [
      [1, 1],
      [2, 2],
      [1, 1],
    ],
    [
      [3, 1],
      [1, 1],
      [2, 1],
    ],
    [
      [1, 3],
      [1, 1],
      [1, 2],
    ],
  ];
  test.each(LAYOUTS)('%s, any sampling, odd sizes', (_name, layout) => {
    for (const [i, sampling] of SAMPLINGS.entries()) {
      for (const [widthPx, heightPx] of [
        [61 + i, 83],
        [8, 8],
        [129, 17],
      ]) {
        expectExact(
          writeJpeg({
            widthPx: widthPx!,
            heightPx: heightPx!,
            sampling,
            seed: i,
            ...layout,
          }),
        );
      }
    }
  });

  test('pictures of one and of four components', () => {
    for (const sampling of [
      [[1, 1]],
      [[2, 2]],
      [
        [1, 1],
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    ] as const) {
      for (const restartInterval of [0, 4]) {
        const plan = {
          widthPx: 77,
          heightPx: 50,
          sampling,
          seed: 8,
          restartInterval,
        };
        const picture = expectExact(writeJpeg(plan));
        expect(picture.componentCount).toBe(sampling.length);
      }
    }
  });

  test('a height that only a DNL segment tells', () => {
    const plan = { widthPx: 90, heightPx: 70, sampling: YCC_420, seed: 4 };
    const picture = decoded(writeJpeg({ ...plan, hasDnl: true }));
    expect(picture).toEqual({
      ...decoded(writeJpeg(plan)),
      bytesConsumed: picture.bytesConsumed,
    });
  });

  test('data that take many input chunks, at every alignment of the chunks', () => {
    for (let shift = 0; shift < 20; shift += 1) {
      const plan = {
        widthPx: 640,
        heightPx: 480 + shift,
        sampling: YCC_444,
        seed: shift,
      };
      const bytes = writeJpeg({
        ...plan,
        busyShare: 1,
        restartInterval: shift % 2 === 0 ? 40 : 0,
      });
      expect(bytes.length).toBeGreaterThan(200_000);
      expectExact(bytes);
    }
  });

  test('garbage before the picture and after it', () => {
    const plan = { widthPx: 40, heightPx: 40, sampling: YCC_420, seed: 6 };
    const bytes = writeJpeg(plan);
    const junk = Uint8Array.from([0xff, 0xd8, 0, 0xff, 7, 0xff, 0xd9]);
    const file = Uint8Array.from([...junk, ...bytes, ...junk, ...bytes]);
    expectExact(file, new JpegDcOracle(bytes));
  });

  test('the typical Huffman tables where a file has none', () => {
    const plan = { widthPx: 90, heightPx: 70, sampling: YCC_420, seed: 4 };
    expectExact(
      writeJpeg({ ...plan, hasNoTables: true }),
      new JpegDcOracle(writeJpeg(plan)),
    );
  });

  test('the same kernel for one file after the other', () => {
    const plan = { widthPx: 200, heightPx: 100, sampling: YCC_420, seed: 1 };
    const first = decoded(writeJpeg(plan));
    decoded(writeJpeg({ ...plan, seed: 2, progressiveAl: 1 }));
    expect(decoded(writeJpeg(plan))).toEqual(first);
  });
});

describe('colours', () => {
  test('YCbCr as JFIF has it', () => {
    const bytes = writeJpeg({
      widthPx: 160,
      heightPx: 80,
      sampling: YCC_444,
      seed: 3,
    });
    const { raster, planes } = decoded(bytes);
    const [y, cb, cr] = planes.map(({ data }) => data);
    let worst = 0;
    for (let i = 0; i < y!.length; i += 1) {
      const [b, r] = [cb![i]! - 128, cr![i]! - 128];
      const expected = [
        y![i]! + 1.402 * r,
        y![i]! - 0.344136 * b - 0.714136 * r,
        y![i]! + 1.772 * b,
      ].map((v) => Math.max(0, Math.min(255, v)));
      for (const [c, value] of expected.entries()) {
        worst = Math.max(worst, Math.abs(raster.data[i * 3 + c]! - value));
      }
    }
    expect(worst).toBeLessThan(0.55);
  });

  test('RGB by the Adobe marker or by the component ids', () => {
    const plan = { widthPx: 90, heightPx: 33, sampling: YCC_444, seed: 3 };
    for (const more of [{ adobeTransform: 0 }, { ids: [82, 71, 66] }]) {
      const { raster, planes } = decoded(writeJpeg({ ...plan, ...more }));
      const [r, g, b] = planes.map(({ data }) => data);
      const expected = Array.from(r!).flatMap((v, i) => [v, g![i]!, b![i]!]);
      expect([...raster.data]).toEqual(expected);
    }
  });

  test('grey', () => {
    const { raster, planes } = decoded(
      writeJpeg({ widthPx: 90, heightPx: 33, sampling: [[1, 1]], seed: 3 }),
    );
    const expected = Array.from(planes[0]!.data).flatMap((v) => [v, v, v]);
    expect([...raster.data]).toEqual(expected);
  });

  test('CMYK and YCCK, inverted as their writers have it', () => {
    const sampling: WrittenJpeg['sampling'] = [
      [1, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ];
    const plan = { widthPx: 90, heightPx: 33, sampling, seed: 3 };
    const cmyk = decoded(writeJpeg({ ...plan, adobeTransform: 0 }));
    const ycck = decoded(writeJpeg({ ...plan, adobeTransform: 2 }));
    const plain = writeJpeg({ ...plan, seed: 3 });
    expect(decoded(plain).raster).toEqual(cmyk.raster);
    const [c, m, y, k] = cmyk.planes.map(({ data }) => data);
    for (let i = 0; i < k!.length; i += 1) {
      const key = k![i]! / 255;
      const inks = [c![i]!, m![i]!, y![i]!];
      for (const [at, ink] of inks.entries()) {
        expect(
          Math.abs(cmyk.raster.data[i * 3 + at]! - ink * key),
        ).toBeLessThanOrEqual(0.5);
      }
      const [b, r] = [m![i]! - 128, y![i]! - 128];
      const red = 255 - Math.max(0, Math.min(255, c![i]! + 1.402 * r));
      expect(Math.abs(ycck.raster.data[i * 3]! - red * key)).toBeLessThan(1.1);
      const blue = 255 - Math.max(0, Math.min(255, c![i]! + 1.772 * b));
      expect(Math.abs(ycck.raster.data[i * 3 + 2]! - blue * key)).toBeLessThan(
        1.1,
      );
    }
  });
});

describe('how much is read', () => {
  test('of a progressive file only the DC scans', async () => {
    const raster = pictureRaster(1200, 900, 9);
    const bytes = await encodeTestJpeg(raster, { quality: 97 });
    const { isProgressive, isIncomplete, bytesConsumed } = decoded(bytes);
    expect({ isProgressive, isIncomplete }).toEqual({
      isProgressive: true,
      isIncomplete: false,
    });
    expect(bytesConsumed).toBeLessThan(bytes.length / 4);
    const head = decoded(bytes.subarray(0, bytesConsumed));
    expect(head.isIncomplete).toBe(false);
  });
});
