import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../byte-reader.ts';
import { readFourComponents, type FourComponents } from './four-components.ts';
import { JpegBitReader, JpegBitWriter } from './jpeg-bits.ts';
import { withoutComponent } from './without-component.ts';

/** Codes of two bits: 0 and 8 bits of difference; the end of a block, and 16 zeros before 4 bits. */
const DC_TABLE = [0xff, 0xc4, 0, 21, 0x00, 0, 2, ...zeros(14), 0, 8];
const AC_TABLE = [0xff, 0xc4, 0, 21, 0x10, 0, 2, ...zeros(14), 0, 0x34];

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

/** A block whose difference is `value`, and which has one coefficient. */
function block(value: number): [value: number, bits: number][] {
  return [
    [0b01, 2],
    [value, 8],
    [0b01, 2],
    [5, 4],
    [0b00, 2],
  ];
}

type Code = [value: number, bits: number];
type Bytes = Uint8Array<ArrayBuffer>;

const SEQUENTIAL = [0, 63, 0];
const MEANS = [0, 0, 1];
const MORE_OF_MEANS = [0, 0, 0x10];
const COEFFICIENTS = [1, 63, 0];

/** One of several components, by their ids; codes for each MCU. */
function scan(
  ids: readonly number[],
  spectral: readonly number[],
  mcus: readonly (readonly Code[])[],
): number[] {
  const writer = new JpegBitWriter(1000);
  for (const [mcu, codes] of mcus.entries()) {
    if (mcu > 0) writer.marker(0xd0);
    for (const [value, bits] of codes) writer.put(value, bits);
  }
  writer.fillByte();
  return [
    ...[0xff, 0xda, 0, 6 + 2 * ids.length, ids.length],
    ...ids.flatMap((id) => [id, 0x00]),
    ...spectral,
    ...writer.written(),
  ];
}

interface Frame {
  marker: number;
  isAdobe: boolean;
  samplings: ReadonlyMap<number, number>;
}

const INKS: Frame['samplings'] = new Map([1, 2, 3, 4].map((id) => [id, 0x11]));

/** A JPEG of a few MCUs, with a restart between any two of them. */
function jpegOf(
  { marker, isAdobe, samplings }: Frame,
  ...scans: readonly number[][]
): Bytes {
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100];
  const count = samplings.size;
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...(isAdobe ? [...adobe, 0, 0, 0, 0, 0] : []),
    ...DC_TABLE,
    ...AC_TABLE,
    ...[0xff, 0xdd, 0, 4, 0, 1],
    ...[0xff, marker, 0, 8 + 3 * count, 8, 0, 8, 0, 16, count],
    ...[...samplings].flatMap(([id, sampling]) => [id, sampling, 0]),
    ...scans.flat(),
    ...[0xff, 0xd9],
  ]);
}

/** Without an id. */
function others(samplings: Frame['samplings'], id: number): Frame['samplings'] {
  return new Map([...samplings].filter(([one]) => one !== id));
}

/** 16 × 8 pixels in one scan. */
function oneScan(values: readonly (readonly number[])[], frame: Frame): Bytes {
  const mcus = values.map((blocks) => blocks.flatMap(block));
  const ids = [...frame.samplings.keys()];
  return jpegOf(frame, scan(ids, SEQUENTIAL, mcus));
}

function readFour(bytes: Uint8Array): FourComponents | undefined {
  return readFourComponents(new ByteReader(bytes));
}

const VALUES = [
  [200, 255, 30, 255],
  [255, 50, 255, 70],
];
const ONE_SCAN = oneScan(VALUES, {
  marker: 0xc1,
  isAdobe: true,
  samplings: INKS,
});

function meansOf(kept: readonly number[]): Code[][] {
  return VALUES.map((values) =>
    kept.flatMap((i): Code[] => [
      [0b01, 2],
      [values[i]!, 8],
    ]),
  );
}

/** The means of all in one scan, a bit more of them in another, coefficients one by one. */
function progressive(kept: readonly number[], isAdobe: boolean): Bytes {
  const ids = kept.map((i) => i + 1);
  const more = VALUES.map((values) =>
    kept.map((i): Code => [values[i]! & 1, 1]),
  );
  const coefficients: Code[][] = [[[0b00, 2]], [[0b00, 2]]];
  return jpegOf(
    {
      marker: 0xc2,
      isAdobe,
      samplings: new Map(ids.map((id) => [id, 0x11])),
    },
    scan(ids, MEANS, meansOf(kept)),
    ...ids.map((id) => scan([id], COEFFICIENTS, coefficients)),
    scan(ids, MORE_OF_MEANS, more),
  );
}

describe('a JPEG without one of four components', () => {
  it('is the JPEG of the three others', () => {
    const jpeg = readFour(ONE_SCAN)!;
    expect(jpeg).toMatchObject({ widthPx: 16, heightPx: 8, mcus: 2 });
    for (const dropped of [0, 1, 2, 3]) {
      const samplings = others(INKS, dropped + 1);
      const kept = VALUES.map((mcu) => mcu.filter((_, i) => i !== dropped));
      const expected = { marker: 0xc1, isAdobe: true, samplings };
      expect([...withoutComponent(ONE_SCAN, jpeg, dropped)!]).toEqual([
        ...oneScan(kept, expected),
      ]);
    }
  });

  it('is that of a progressive one too, scan by scan', () => {
    const bytes = progressive([0, 1, 2, 3], false);
    const jpeg = readFour(bytes)!;
    for (const dropped of [0, 1, 2, 3]) {
      const kept = [0, 1, 2, 3].filter((i) => i !== dropped);
      expect([...withoutComponent(bytes, jpeg, dropped)!]).toEqual([
        ...progressive(kept, true),
      ]);
    }
  });

  it('is not made where one would be left alone, its blocks in another order', () => {
    const samplings = new Map([
      [1, 0x21],
      [2, 0x11],
      [3, 0x11],
      [4, 0x21],
    ]);
    const frame = { marker: 0xc1, isAdobe: true, samplings };
    const blocks = (count: number): Code[][] => [
      VALUES[0]!.slice(0, count).flatMap(block),
    ];
    const bytes = jpegOf(
      frame,
      scan([1, 4], SEQUENTIAL, blocks(4)),
      scan([2], SEQUENTIAL, blocks(1)),
      scan([3], SEQUENTIAL, blocks(1)),
    );
    const jpeg = readFour(bytes)!;
    expect(jpeg.mcus).toBe(1);
    expect(withoutComponent(bytes, jpeg, 3)).toBeUndefined();
    expect([...withoutComponent(bytes, jpeg, 1)!]).toEqual([
      ...jpegOf(
        { ...frame, samplings: others(samplings, 2) },
        scan([1, 4], SEQUENTIAL, blocks(4)),
        scan([3], SEQUENTIAL, blocks(1)),
      ),
    ]);
  });

  it('ends where the data end, and where they make no sense', () => {
    const jpeg = readFour(ONE_SCAN)!;
    const cut = ONE_SCAN.slice(0, ONE_SCAN.length - 8);
    const short = withoutComponent(cut, jpeg, 3)!;
    expect([...short.subarray(-2)]).toEqual([0xff, 0xd9]);
    expect(short.length).toBeLessThan(ONE_SCAN.length);
  });

  it('is made of Huffman-coded files of four components only', () => {
    const three = others(INKS, 4);
    const frame = { marker: 0xc1, isAdobe: true, samplings: three };
    expect(readFour(oneScan([[1, 2, 3]], frame))).toBeUndefined();
    const arithmetic = ONE_SCAN.slice();
    arithmetic[arithmetic.indexOf(0xc1)] = 0xc9;
    expect(readFour(arithmetic)).toBeUndefined();
  });

  it.each([
    ['one scan', ONE_SCAN],
    ['several scans', progressive([0, 1, 2, 3], true)],
  ])('ends whatever the bytes are: %s', (_name, whole) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255))),
        fc.nat(3),
        (changes, dropped) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const jpeg = readFour(bytes);
          const made = jpeg && withoutComponent(bytes, jpeg, dropped);
          if (made) expect([...made.subarray(-2)]).toEqual([0xff, 0xd9]);
        },
      ),
    );
  });

  it('has no more scans than a picture can need', () => {
    const frame = { marker: 0xc2, isAdobe: true, samplings: INKS };
    const means = scan([1, 2, 3, 4], MEANS, meansOf([0, 1, 2, 3]));
    const scans = Array.from({ length: 1000 }, () => means);
    const bytes = jpegOf(frame, ...scans);
    const made = withoutComponent(bytes, readFour(bytes)!, 3)!;
    const markers = made.filter(
      (byte, i) => byte === 0xff && made[i + 1] === 0xda,
    );
    expect(markers).toHaveLength(256);
  });
});

it('bits are read as they were written', () => {
  const codes = fc.array(
    fc
      .integer({ min: 1, max: 16 })
      .chain((bits) => fc.tuple(fc.nat(2 ** bits - 1), fc.constant(bits))),
  );
  fc.assert(
    fc.property(codes, (written) => {
      const writer = new JpegBitWriter(200);
      for (const [value, bits] of written) writer.put(value, bits);
      writer.marker(0xd9);
      const reader = new JpegBitReader(writer.written(), 0);
      const read = written.map(([, bits]) => reader.take(bits));
      expect(read).toEqual(written.map(([value]) => value));
      expect(reader.isOver).toBe(false);
      reader.take(16);
      expect(reader.isOver).toBe(true);
    }),
  );
});
