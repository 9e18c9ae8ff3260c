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

/** 16 × 8 pixels of so many components, with a restart between the two MCUs. */
function jpegOf(
  values: readonly (readonly number[])[],
  isAdobe: boolean,
): Uint8Array<ArrayBuffer> {
  const writer = new JpegBitWriter(1000);
  for (const [mcu, blocks] of values.entries()) {
    if (mcu > 0) writer.marker(0xd0);
    for (const [value, bits] of blocks.flatMap(block)) writer.put(value, bits);
  }
  writer.marker(0xd9);
  const ids = values[0]!.map((_, i) => i + 1);
  const count = ids.length;
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100];
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...(isAdobe ? [...adobe, 0, 0, 0, 0, 0] : []),
    ...DC_TABLE,
    ...AC_TABLE,
    ...[0xff, 0xdd, 0, 4, 0, 1],
    ...[0xff, 0xc1, 0, 8 + 3 * count, 8, 0, 8, 0, 16, count],
    ...ids.flatMap((id) => [id, 0x11, 0]),
    ...[0xff, 0xda, 0, 6 + 2 * count, count],
    ...ids.flatMap((id) => [id, 0x00]),
    ...[0, 63, 0],
    ...writer.written(),
  ]);
}

function readFour(bytes: Uint8Array): FourComponents | undefined {
  return readFourComponents(new ByteReader(bytes));
}

const VALUES = [
  [200, 255, 30, 255],
  [255, 50, 255, 70],
];

describe('a JPEG without one of four components', () => {
  it('is the JPEG of the three others', () => {
    const bytes = jpegOf(VALUES, true);
    const jpeg = readFour(bytes)!;
    expect(jpeg).toMatchObject({ widthPx: 16, heightPx: 8, mcus: 2 });
    const kept = VALUES.map(([c, m, y]) => [c!, m!, y!]);
    expect([...withoutComponent(bytes, jpeg, 3)]).toEqual([
      ...jpegOf(kept, true),
    ]);
  });

  it('ends where the data end, and where they make no sense', () => {
    const bytes = jpegOf(VALUES, true);
    const jpeg = readFour(bytes)!;
    const cut = bytes.subarray(0, jpeg.dataAt + 4);
    const short = withoutComponent(cut, jpeg, 3);
    expect([...short.subarray(-2)]).toEqual([0xff, 0xd9]);
    expect(short.length).toBeLessThan(bytes.length);
  });

  it('is made of baseline files of four components only', () => {
    expect(readFour(jpegOf([[1, 2, 3]], true))).toBeUndefined();
    const progressive = jpegOf(VALUES, false);
    progressive[progressive.indexOf(0xc1)] = 0xc2;
    expect(readFour(progressive)).toBeUndefined();
  });

  it('ends whatever the bytes are', () => {
    const whole = jpegOf(VALUES, true);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255))),
        fc.nat(3),
        (changes, dropped) => {
          const bytes = whole.slice();
          for (const [at, value] of changes) bytes[at] = value;
          const jpeg = readFour(bytes);
          if (!jpeg) return;
          const made = withoutComponent(bytes, jpeg, dropped);
          expect([...made.subarray(-2)]).toEqual([0xff, 0xd9]);
        },
      ),
    );
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
