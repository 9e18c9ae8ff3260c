import { expect, test } from 'vitest';
import { rareKind } from './rare-kind.ts';
import { readPictureHeader } from './read-header.ts';
import { box, bytesOf, segment, u16be, u32be } from '../test-pictures.ts';

function jpegOf(
  marker: number,
  bits: number,
  components = 1,
): Uint8Array<ArrayBuffer> {
  const size = [...u16be(9), ...u16be(9)];
  const frame = segment(marker, bits, ...size, components, 0, 0x11, 0);
  return bytesOf([0xff, 0xd8], segment(0xe0, 1, 2), frame);
}

test.each([
  [0xc3, 8, 'lossless'],
  [0xc1, 12, '12 bits a sample'],
  [0xc9, 8, 'arithmetic coding'],
  [0xc5, 8, 'hierarchical'],
  [0xf7, 8, 'JPEG-LS'],
  [0xc0, 8, undefined],
  [0xc2, 8, undefined],
])('a JPEG with the frame %i of %i bits: %s', (marker, bits, expected) => {
  expect(rareKind('jpeg', jpegOf(marker, bits))).toBe(expected);
});

test('a JPEG of four inks, which only browsers decode', () => {
  expect(rareKind('jpeg', jpegOf(0xc0, 8, 4))).toContain('CMYK');
});

test('a PNG made for iPhone apps', () => {
  const png = bytesOf('\x89PNG\r\n\x1a\n', u32be(4), 'CgBI', u32be(0));
  expect(rareKind('png', png)).toContain('CgBI');
  expect(rareKind('png', bytesOf('\x89PNG\r\n\x1a\n'))).toBeUndefined();
});

test('a sequence of HEIF without a still picture', () => {
  const [kind, film, still] = [
    box('ftyp', ...bytesOf('hevc')),
    box('moov', 0),
    box('meta', 0, 0, 0, 0),
  ];
  expect(rareKind('heic', bytesOf(kind, film))).toContain('sequence');
  expect(rareKind('heic', bytesOf(kind, film, still))).toBeUndefined();
  expect(rareKind('heic', bytesOf(kind))).toBeUndefined();
});

test('kin of JPEG 2000 that are no pictures', () => {
  const of = (brand: string): Uint8Array =>
    bytesOf(box('jP  ', 13, 10, 0x87, 10), box('ftyp', ...bytesOf(brand)));
  expect(rareKind('jp2', of('jpm '))).toContain('JPM');
  expect(rareKind('jp2', of('mjp2'))).toContain('film');
  expect(rareKind('jp2', of('jp2 '))).toBeUndefined();
});

test('JPEG 2000: the size less the offset, in a file and bare', () => {
  const stream = [
    ...[0xff, 0x4f, 0xff, 0x51, ...u16be(47), ...u16be(0)],
    ...[...u32be(110), ...u32be(60), ...u32be(10), ...u32be(20)],
    ...[...u32be(0), ...u32be(0), ...u32be(0), ...u32be(0)],
    ...[...u16be(3), 7, 1, 1, 7, 1, 1, 7, 1, 1],
  ];
  const expected = { widthPx: 100, heightPx: 40 };
  expect(readPictureHeader('jp2', bytesOf(stream))).toMatchObject(expected);
  const file = bytesOf(box('ftyp', 1), box('jp2c', ...stream));
  expect(readPictureHeader('jp2', file)).toMatchObject(expected);
  expect(readPictureHeader('jp2', bytesOf(box('jp2c', 1)))).toBeUndefined();
});

/** Bits from the lowest of each byte, as JPEG XL packs them. */
function jxlOf(...fields: readonly (readonly [value: number, bits: number])[]) {
  const bits = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, i) => (value >> i) & 1),
  );
  const bytes = new Uint8Array(8);
  for (const [i, bit] of bits.entries()) bytes[i >> 3]! |= bit << (i & 7);
  return bytesOf([0xff, 0x0a], bytes);
}

test('an animated JPEG XL has more than one frame', () => {
  // 8 × 8 px by the small form with ratio 1, then all_default, extra_fields, orientation, …
  const size = [
    [1, 1],
    [0, 5],
    [1, 3],
  ] as const;
  const extra = [
    [0, 1],
    [1, 1],
    [0, 3],
    [0, 1],
    [0, 1],
  ] as const;
  expect(
    readPictureHeader('jxl', jxlOf(...size, ...extra, [1, 1]))?.frameCount,
  ).toBe(2);
  expect(
    readPictureHeader('jxl', jxlOf(...size, ...extra, [0, 1]))?.frameCount,
  ).toBe(1);
  expect(readPictureHeader('jxl', jxlOf(...size, [1, 1]))?.frameCount).toBe(1);
});
