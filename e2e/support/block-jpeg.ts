import { seededRandom } from './draw-scene.ts';

/** Blocks of 8 × 8 px across and down. */
const ACROSS = 16;
const DOWN = 13;
/** Levels across and down, blended between. */
const KNOTS_ACROSS = 6;
const KNOTS_DOWN = 5;

/** Annex K's table of DC categories: number of codes by length, then 0–11. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CODES = categoryCodes();
/** One code of one bit, for the end of a block. */
const AC_COUNTS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

const HEADER = Buffer.from([
  ...[0xff, 0xd8],
  ...[0xff, 0xdb, 0, 67, 0, ...Array<number>(64).fill(8)],
  ...[0xff, 0xc0, 0, 11, 8, 0, DOWN * 8, 0, ACROSS * 8, 1, 1, 0x11, 0],
  ...[0xff, 0xc4, 0, 31, 0x00, ...DC_COUNTS],
  ...Array.from({ length: 12 }, (_zero, category) => category),
  ...[0xff, 0xc4, 0, 20, 0x10, ...AC_COUNTS, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
]);

/**
 * A grey JPEG of 128 × 104 px, large enough to be compared, whose blocks have one level each: shades that run into each other,
 * unlike those of any other seed. About 350 bytes, made in well under a millisecond.
 */
export function blockJpeg(seed: number): Buffer {
  const random = seededRandom(seed + 1);
  const knots = Array.from(
    { length: (KNOTS_ACROSS + 1) * (KNOTS_DOWN + 1) },
    () => random() * 255 - 128,
  );
  const knot = (x: number, y: number): number =>
    knots[y * (KNOTS_ACROSS + 1) + x] ?? 0;
  const bits = new BitWriter();
  let before = 0;
  for (let y = 0; y < DOWN; y += 1) {
    for (let x = 0; x < ACROSS; x += 1) {
      const u = (x / ACROSS) * KNOTS_ACROSS;
      const v = (y / DOWN) * KNOTS_DOWN;
      const [i, j] = [Math.floor(u), Math.floor(v)];
      const top = knot(i, j) * (1 - u + i) + knot(i + 1, j) * (u - i);
      const low = knot(i, j + 1) * (1 - u + i) + knot(i + 1, j + 1) * (u - i);
      const level = Math.round(top * (1 - v + j) + low * (v - j));
      writeDifference(bits, level - before);
      before = level;
    }
  }
  return Buffer.concat([HEADER, bits.end(), Buffer.from([0xff, 0xd9])]);
}

function writeDifference(bits: BitWriter, difference: number): void {
  const category = 32 - Math.clz32(Math.abs(difference));
  const { code = 0, length = 0 } = DC_CODES[category] ?? {};
  bits.write(code, length);
  // A negative number is written less one, in as many bits.
  bits.write(difference - Number(difference < 0), category);
  bits.write(0, 1);
}

function categoryCodes(): { code: number; length: number }[] {
  const codes: { code: number; length: number }[] = [];
  let code = 0;
  DC_COUNTS.forEach((count, at) => {
    for (let n = 0; n < count; n += 1)
      codes.push({ code: code++, length: at + 1 });
    code *= 2;
  });
  return codes;
}

class BitWriter {
  private readonly bytes: number[] = [];
  private byte = 0;
  private filled = 0;

  write(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      this.byte = this.byte * 2 + ((value >> bit) & 1);
      this.filled += 1;
      if (this.filled === 8) this.put();
    }
  }

  end(): Buffer {
    while (this.filled > 0) this.write(1, 1);
    return Buffer.from(this.bytes);
  }

  private put(): void {
    this.bytes.push(this.byte);
    if (this.byte === 0xff) this.bytes.push(0);
    this.byte = 0;
    this.filled = 0;
  }
}
