import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodePsd } from './decode-psd.ts';
import { readPictureHeader } from '../headers/read-header.ts';
import { bytesOf, u16be, u32be, type BytePart } from '../test-pictures.ts';

const limits = { maxPixels: 1e6 };

interface Psd {
  width: number;
  height: number;
  mode: number;
  channels?: number;
  bits?: number;
  version?: number;
  palette?: Uint8Array;
  resources?: readonly number[];
  compression?: number;
}

/** @param data The merged picture behind its compression. */
function psdOf(psd: Psd, ...data: BytePart[]): Uint8Array<ArrayBuffer> {
  const { version = 1, palette = new Uint8Array(), resources = [] } = psd;
  return bytesOf(
    ...['8BPS', u16be(version), new Uint8Array(6), u16be(psd.channels ?? 1)],
    ...[u32be(psd.height), u32be(psd.width), u16be(psd.bits ?? 8)],
    ...[u16be(psd.mode), u32be(palette.length), palette],
    ...[u32be(resources.length), resources],
    ...(version === 2 ? [u32be(0), u32be(0)] : [u32be(0)]),
    ...[u16be(psd.compression ?? 0), ...data],
  );
}

async function colours(bytes: Uint8Array<ArrayBuffer>): Promise<number[][]> {
  const { rgba } = await decodePsd(bytes, limits);
  return Array.from({ length: rgba.length / 4 }, (_, i) => [
    ...rgba.subarray(4 * i, 4 * i + 3),
  ]);
}

describe('modes', () => {
  const line = { width: 2, height: 1 };

  test('RGB by channels; what lies behind them is no colour', async () => {
    const bytes = psdOf(
      { ...line, mode: 3, channels: 4 },
      [1, 2, 3, 4, 5, 6, 0, 0],
    );
    expect(await colours(bytes)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
  });

  test('gray of 8, 16 and 32 bits', async () => {
    expect(await colours(psdOf({ ...line, mode: 1 }, [0, 9]))).toEqual([
      [0, 0, 0],
      [9, 9, 9],
    ]);
    const deep = psdOf(
      { ...line, mode: 1, bits: 16 },
      u16be(65_535),
      u16be(257 * 9),
    );
    expect(await colours(deep)).toEqual([
      [255, 255, 255],
      [9, 9, 9],
    ]);
    const light = psdOf(
      { ...line, mode: 1, bits: 32 },
      [0x3f, 0x80, 0, 0],
      [0, 0, 0, 0],
    );
    expect(await colours(light)).toEqual([
      [255, 255, 255],
      [0, 0, 0],
    ]);
  });

  test('bitmap: 1 is black', async () => {
    const bytes = psdOf({ ...line, mode: 0, bits: 1 }, [0b10000000]);
    expect(await colours(bytes)).toEqual([
      [0, 0, 0],
      [255, 255, 255],
    ]);
  });

  test('indexed', async () => {
    const palette = Uint8Array.from({ length: 768 }, (_, i) =>
      i % 256 === 7 ? 1 + Math.floor(i / 256) : 0,
    );
    expect(await colours(psdOf({ ...line, mode: 2, palette }, [7, 8]))).toEqual(
      [
        [1, 2, 3],
        [0, 0, 0],
      ],
    );
  });

  test('CMYK is stored as paper left', async () => {
    const bytes = psdOf(
      { ...line, mode: 4, channels: 4 },
      [255, 0, 255, 255, 255, 255, 255, 255],
    );
    expect(await colours(bytes)).toEqual([
      [255, 255, 255],
      [0, 255, 255],
    ]);
  });
});

describe('compressions', () => {
  const square = { width: 3, height: 2, mode: 1 };
  const picture = [
    [5, 5, 5],
    [5, 5, 5],
    [5, 5, 5],
    [1, 1, 1],
    [2, 2, 2],
    [3, 3, 3],
  ];
  const rows = [254, 5, 2, 1, 2, 3];
  const flat = bytesOf([5, 5, 5, 1, 2, 3]);
  const differences = bytesOf([5, 0, 0, 1, 1, 1]);
  test.each([
    ['rows', 1, 1, bytesOf(u16be(2), u16be(4), rows)],
    ['rows of a large document', 2, 1, bytesOf(u32be(2), u32be(4), rows)],
    ['zlib', 1, 2, bytesOf(deflateSync(flat))],
    ['zlib of differences', 1, 3, bytesOf(deflateSync(differences))],
  ])('%s', async (_name, version, compression, data) => {
    const bytes = psdOf({ ...square, version, compression }, data);
    expect(await colours(bytes)).toEqual(picture);
  });
});

describe('refused', () => {
  test('a size beyond the limit', async () => {
    const bytes = psdOf(
      { width: 300_000, height: 300_000, mode: 3, channels: 3 },
      [0],
    );
    expect(readPictureHeader('psd', bytes)).toMatchObject({ widthPx: 300_000 });
    await expect(decodePsd(bytes, limits)).rejects.toMatchObject({
      widthPx: 300_000,
    });
  });

  test('a blank in place of the merged picture, in words', async () => {
    const info = [...u32be(1), 0, 0];
    const resources = [
      ...bytesOf('8BIM', u16be(1057), [0, 0], u32be(info.length)),
      ...info,
    ];
    const bytes = psdOf({ width: 1, height: 1, mode: 1, resources }, [0]);
    await expect(decodePsd(bytes, limits)).rejects.toThrow(
      'saved without its merged picture',
    );
  });

  test('a file that ends before its picture', async () => {
    const bytes = psdOf({ width: 1, height: 1, mode: 1 });
    await expect(decodePsd(bytes, limits)).rejects.toThrow('ends before');
  });
});

test('any bytes at all: an answer or an error, and soon', async () => {
  let seed = 5;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const info = [
    ...bytesOf('8BIM', u16be(1057), [0, 0], u32be(6)),
    ...u32be(1),
    1,
    0,
  ];
  const seeds = [
    psdOf(
      { width: 9, height: 4, mode: 3, channels: 3, resources: info },
      new Uint8Array(108),
    ),
    psdOf(
      { width: 9, height: 4, mode: 1, compression: 1 },
      new Uint8Array(60).fill(3),
    ),
    psdOf(
      { width: 9, height: 4, mode: 1, bits: 16, compression: 3 },
      deflateSync(new Uint8Array(72)),
    ),
  ];
  for (let i = 0; i < 3000; i++) {
    const bytes = seeds[i % seeds.length]!.slice();
    for (let change = 0; change <= random(5); change++) {
      bytes[random(bytes.length)] = random(256);
    }
    const start = performance.now();
    readPictureHeader('psd', bytes);
    await decodePsd(bytes, limits).catch(() => undefined);
    expect(performance.now() - start).toBeLessThan(5000);
  }
}, 120_000);
