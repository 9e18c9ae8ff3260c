import { xxhash128 } from 'hash-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { KernelExports } from './kernel-exports.ts';
import {
  cellsOracle,
  contentOracle,
  laplacianOracle,
  spectrumOracle,
  stepsOracle,
  textureOracle,
} from './oracle/measures-oracle.ts';
import {
  type Call,
  type Outcome,
  type Region,
  runGuarded as runGuardedBy,
  runOnce as runOnceGuarded,
} from './oracle/guarded-run.ts';
import { lumaOracle } from './oracle/resize-oracle.ts';
import { randomBytes, randomRaster } from './oracle/seeded-random.ts';
import { testExports } from './test-kernels.ts';

let kernels: KernelExports;
beforeAll(async () => {
  kernels = await testExports();
  kernels.memory.grow(128);
});

function runOnce(
  regions: readonly Region[],
  call: Call,
  guard: number,
  shift: number,
): Outcome {
  return runOnceGuarded(kernels, regions, call, guard, shift);
}

function runGuarded(
  regions: readonly Region[],
  outputs: readonly number[],
  call: Call,
): Outcome {
  return runGuardedBy(kernels, regions, outputs, call);
}

/** toEqual takes seconds over a million elements. */
function expectSame(actual: Uint8Array, expected: Uint8Array): void {
  expect(Buffer.compare(actual, expected)).toBe(0);
}

function f64(bytes: Uint8Array): number[] {
  return [...new Float64Array(bytes.slice().buffer)];
}

function u32(bytes: Uint8Array): number[] {
  return [...new Uint32Array(bytes.slice().buffer)];
}

const SIZES = [
  [1, 1],
  [1, 13],
  [13, 1],
  [3, 3],
  [8, 9],
  [17, 23],
  [63, 41],
] as const;

describe.each(SIZES)('%i×%i stays inside', (width, height) => {
  const count = width * height;
  const raster = randomRaster(width, height, count);
  const rgb = raster.data;
  const planes = [0, 1, 2].map((channel) =>
    rgb.filter((_unused, i) => i % 3 === channel),
  );
  const rgba = randomBytes(count * 4, count);
  /** The raster's colours, with any alpha. */
  const rgbaOfRgb = rgba.map((alpha, i) =>
    i % 4 === 3 ? alpha : rgb[(i >> 2) * 3 + (i % 4)]!,
  );
  const luma = randomBytes(count, count + 1);

  test('rgbToLuma, rgbaToLuma', () => {
    const fromRgb = runGuarded([rgb, count], [1], ([a, b]) => {
      kernels.rgbToLuma(a!, b!, count);
    });
    const rgbOfRgba = rgba.filter((_unused, i) => i % 4 < 3);
    const fromRgba = runGuarded([rgba, count], [1], ([a, b]) => {
      kernels.rgbaToLuma(a!, b!, count);
    });
    const ofRgba = { data: rgbOfRgba, widthPx: width, heightPx: height };
    expectSame(fromRgba.regions[1]!, lumaOracle(ofRgba).data);
    expectSame(fromRgb.regions[1]!, lumaOracle(raster).data);
  });

  test.each([
    [1, 1],
    [9, 8],
    [32, 32],
    [width, 5],
    [5, height],
    [width, height],
  ])('lanczosResize to %i×%i', (outWidth, outHeight) => {
    const regions = [
      luma,
      outWidth * outHeight,
      kernels.lanczosScratchBytes(height, outWidth),
      kernels.lanczosTableBytes(width, outWidth),
      kernels.lanczosTableBytes(height, outHeight),
      kernels.lanczosPairsBytes(width, height),
    ];
    runGuarded(regions, [1], ([a, b, c, d, e, f]) => {
      kernels.lanczosTable(d!, width, outWidth);
      kernels.lanczosTable(e!, height, outHeight);
      kernels.lanczosPairs(a!, width, height, f!);
      kernels.lanczosResize(
        a!,
        f!,
        width,
        height,
        b!,
        outWidth,
        outHeight,
        c!,
        d!,
        e!,
      );
    });
  });

  test('pdqHash, of RGB and of RGBA', () => {
    const scratch = kernels.pdqScratchBytes(width, height);
    const ofRgb = runGuarded([rgb, 32, scratch], [1], ([a, b, c]) =>
      kernels.pdqHash(a!, 3, width, height, b!, c!),
    );
    const ofRgba = runGuarded([rgbaOfRgb, 32, scratch], [1], ([a, b, c]) =>
      kernels.pdqHash(a!, 4, width, height, b!, c!),
    );
    expectSame(ofRgba.regions[1]!, ofRgb.regions[1]!);
    expect(ofRgba.result).toBe(ofRgb.result);
  });

  test('sumRows says whether all is opaque', () => {
    const opaque = rgba.map((v, i) => (i % 4 === 3 ? 255 : v));
    const sum: Call = ([a, b]) => kernels.sumRows(a!, width, height, b!);
    const sums = runGuarded([opaque, width * 8], [1], sum);
    expect(sums.result).toBe(1);
    const columns = new Uint16Array(sums.regions[1]!.slice().buffer);
    for (let x = 0; x < width; x++) {
      let expected = 0;
      for (let y = 0; y < height; y++) expected += opaque[(y * width + x) * 4]!;
      expect(columns[x * 4]).toBe(expected);
    }
    opaque[opaque.length - 1] = 254;
    expect(runGuarded([opaque, width * 8], [1], sum).result).toBe(0);
  });

  test('compositeOnWhite', () => {
    const { regions } = runGuarded([rgba], [0], ([a]) => {
      kernels.compositeOnWhite(a!, count);
    });
    expect(regions[0]!.filter((_unused, i) => i % 4 === 3)).toEqual(
      new Uint8Array(count).fill(255),
    );
  });

  test('opaqueRgb equals compositing and dropping alpha', () => {
    const { regions } = runGuarded([rgba, count * 3], [1], ([a, b]) => {
      kernels.opaqueRgb(a!, count, b!);
    });
    const composited = runOnce(
      [rgba],
      ([a]) => {
        kernels.compositeOnWhite(a!, count);
      },
      0,
      0,
    ).regions[0]!;
    expectSame(
      regions[1]!,
      composited.filter((_unused, i) => i % 4 < 3),
    );
  });

  test.each([1, 2, 5])('addToBlocks, writeBlocks by %i', (factor) => {
    const blocks = Math.ceil(width / factor);
    const sums = randomBytes(width * 8, 2);
    const { regions } = runGuarded(
      [sums, new Uint8Array(blocks * 16)],
      [1],
      ([a, b]) => {
        kernels.addToBlocks(a!, width, factor, b!);
      },
    );
    runGuarded([regions[1]!, blocks * 3], [1], ([a, b]) => {
      kernels.writeBlocks(a!, width, factor, 300, b!);
    });
  });

  test('correlationSums', () => {
    const other = randomBytes(count, 4);
    const { regions } = runGuarded([luma, other, 20], [2], ([a, b, c]) => {
      kernels.correlationSums(a!, b!, count, c!);
    });
    const product = luma.reduce((sum, v, i) => sum + v * other[i]!, 0);
    expect(u32(regions[2]!)[4]).toBe(product);
  });

  test('splitRgb', () => {
    const { regions } = runGuarded(
      [rgb, count, count, count, count],
      [1, 2, 3, 4],
      ([a, b, c, d, e]) => {
        kernels.splitRgb(a!, count, b!, c!, d!, e!);
      },
    );
    planes.forEach((plane, channel) => {
      expectSame(regions[channel + 1]!, plane);
    });
    expectSame(regions[4]!, lumaOracle(raster).data);
  });

  test('splitRgba', () => {
    const { regions } = runGuarded(
      [rgbaOfRgb, count, count, count, count],
      [1, 2, 3, 4],
      ([a, b, c, d, e]) => {
        kernels.splitRgba(a!, count, b!, c!, d!, e!);
      },
    );
    planes.forEach((plane, channel) => {
      expectSame(regions[channel + 1]!, plane);
    });
    expectSame(regions[4]!, lumaOracle(raster).data);
  });

  test('cellSums', () => {
    const { regions } = runGuarded([...planes, 256], [3], ([a, b, c, d]) => {
      kernels.cellSums(a!, b!, c!, width, height, d!);
    });
    expect(u32(regions[3]!)).toEqual(cellsOracle(raster));
  });

  test('contentCounts and colourBins equal their plain twin', () => {
    const bins = new Uint8Array(kernels.colourBinCount() * 4);
    const { regions } = runGuarded(
      [...planes, lumaOracle(raster).data, bins, 40],
      [4, 5],
      ([a, b, c, d, e, f]) => {
        kernels.contentCounts(a!, b!, c!, d!, width, height, f!);
        kernels.colourBins(a!, b!, c!, count, e!);
      },
    );
    const expected = contentOracle(raster);
    expect(f64(regions[5]!)).toEqual(expected.sums);
    const counted = u32(regions[4]!);
    expect(counted.filter((n) => n > 0)).toHaveLength(expected.bins.size);
    for (const [bin, n] of expected.bins) expect(counted[bin]).toBe(n);
  });

  test('laplacianSums equals its plain twin', () => {
    const { regions } = runGuarded([luma, 16], [1], ([a, b]) => {
      kernels.laplacianSums(a!, width, height, b!);
    });
    const values = laplacianOracle({
      data: luma,
      widthPx: width,
      heightPx: height,
    });
    expect(f64(regions[1]!)).toEqual([
      values.reduce((sum, v) => sum + v, 0),
      values.reduce((sum, v) => sum + v * v, 0),
    ]);
  });

  test('stepSums equals its plain twin', () => {
    const { regions } = runGuarded([luma, 64], [1], ([a, b]) => {
      kernels.stepSums(a!, width, width, height, b!);
    });
    expect(u32(regions[1]!)).toEqual(
      stepsOracle({ data: luma, widthPx: width, heightPx: height }),
    );
  });
});

test.each([241, 256, 257, 1023, 1024, 1025, 1088, 2049, 70_001])(
  'longHashEnd of %i bytes is XXH3',
  async (length) => {
    const data = randomBytes(length, length);
    const { regions } = runGuarded([data, 16], [1], ([a, b]) => {
      kernels.longHashStart();
      kernels.longHashEnd(a!, length, length, b!);
    });
    const hex = Buffer.from(regions[1]!).toString('hex');
    expect(hex).toBe(await xxhash128(data));
  },
);

test('stepSums of a part of wider rows', () => {
  const [stride, width, height] = [29, 19, 9];
  const luma = randomBytes(stride * height, 5);
  const part = luma.filter((_unused, i) => i % stride < width);
  const { regions } = runGuarded([luma, 64], [1], ([a, b]) => {
    kernels.stepSums(a!, stride, width, height, b!);
  });
  expect(u32(regions[1]!)).toEqual(
    stepsOracle({ data: part, widthPx: width, heightPx: height }),
  );
});

test('stepSums of the largest patch does not overflow', () => {
  const data = Uint8Array.from({ length: 1024 * 1024 }, (_unused, i) => {
    return (i + (i >> 10)) % 2 === 1 ? 255 : 0;
  });
  const { regions } = runOnce(
    [data, 64],
    ([a, b]) => {
      kernels.stepSums(a!, 1024, 1024, 1024, b!);
    },
    0,
    0,
  );
  const sums = u32(regions[1]!);
  expect(sums[0]).toBe(128 * 1024 * 255);
  expect(sums[7]).toBe(127 * 1024 * 255);
  expect(sums[15]).toBe(127 * 1024 * 255);
});

test('sumRows takes as many rows as it says', () => {
  const rows = kernels.maxRowsPerSum();
  const data = new Uint8Array(5 * rows * 4).fill(255);
  const { regions } = runOnce(
    [data, 40],
    ([a, b]) => kernels.sumRows(a!, 5, rows, b!),
    0,
    0,
  );
  const sums = new Uint16Array(regions[1]!.slice().buffer);
  expect([...sums]).toEqual(new Array(20).fill(rows * 255));
});

describe.each([8, 16])('hashes of side %i stay inside', (side) => {
  const bytes = (side * side) / 8;

  test('averageHash, differenceHash', () => {
    const small = randomBytes((side + 1) * side, side);
    runGuarded([small.slice(0, side * side), bytes], [1], ([a, b]) => {
      kernels.averageHash(a!, side, b!);
    });
    runGuarded([small, bytes], [1], ([a, b]) => {
      kernels.differenceHash(a!, side, b!);
    });
  });

  test('dctHashes', () => {
    const luma = randomBytes(side * side * 16, side);
    const scratch = kernels.dctScratchBytes(side);
    runGuarded([luma, bytes * 8, scratch], [1], ([a, b, c]) => {
      kernels.dctHashes(a!, side, b!, c!);
    });
  });
});

test.each([8, 16, 32, 128])('haarHashes at %i px stay inside', (scale) => {
  const luma = randomBytes(scale * scale, scale);
  const scratch = kernels.haarScratchBytes(scale);
  const { regions } = runGuarded(
    [luma, 8, new Uint8Array(32), scratch],
    [1, 2],
    ([a, b, c, d]) => {
      kernels.haarHashes(a!, scale, b!, c!, d!);
    },
  );
  expect(regions[2]!.some((byte) => byte > 0)).toBe(scale >= 16);
});

test('block texture and spectrum equal their plain twins inside a wider picture', () => {
  const stride = 45;
  const luma = randomBytes(stride * 31 + 32, 6);
  const block = new Uint8Array(1024);
  for (let y = 0; y < 32; y++) {
    block.set(luma.subarray(y * stride, y * stride + 32), y * 32);
  }
  const raster = { data: block, widthPx: 32, heightPx: 32 };
  const { result } = runGuarded([luma], [], ([a]) =>
    kernels.blockTexture(a!, stride),
  );
  expect(Number(result) >>> 0).toBe(textureOracle(raster));
  const { regions } = runGuarded(
    [luma, new Uint8Array(4096), 4096],
    [1],
    ([a, b, c]) => {
      kernels.addBlockSpectrum(a!, stride, b!, c!);
    },
  );
  const power = new Float32Array(regions[1]!.slice().buffer);
  spectrumOracle(raster).forEach((expected, i) => {
    expect(Math.abs(power[i]! - expected)).toBeLessThan(1 + expected * 1e-3);
  });
});

describe.each([8, 32])('the join of codes of %i bytes stays inside', (size) => {
  test.each([1, 2, 7, 1000])('with room for %i pairs', (capacity) => {
    const queries = randomBytes(5 * size, 1);
    const stored = randomBytes(9 * size, 2);
    stored.set(queries.subarray(0, size), 8 * size);
    const join = size === 8 ? kernels.join64 : kernels.join256;
    const cursor = new Uint8Array(8);
    const { result } = runGuarded(
      [queries, stored, capacity * 12, cursor],
      [3],
      ([a, b, c, d]) => join(a!, 5, 0, b!, 9, 0, size * 8, 0, c!, capacity, d!),
    );
    expect(result).toBe(Math.min(capacity, 45));
  });
});
