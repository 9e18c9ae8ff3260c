import { expect, it } from 'vitest';
import { besideBytes } from './beside-bytes.ts';

function segment(marker: number, dataBytes: number): number[] {
  const length = dataBytes + 2;
  return [
    0xff,
    marker,
    length >> 8,
    length & 255,
    ...Array.from({ length: dataBytes }, () => 7),
  ];
}

function chunk(type: string, dataBytes: number): number[] {
  const letters = Array.from(type, (letter) => letter.charCodeAt(0));
  const rest = Array.from({ length: dataBytes + 4 }, () => 7);
  return [0, 0, dataBytes >> 8, dataBytes & 255, ...letters, ...rest];
}

const SOI = [0xff, 0xd8];
const SCAN = [...segment(0xda, 10), 1, 2, 3, 0xff, 0xd9];

it('counts what programs wrote into a JPEG beside the picture', () => {
  const jpeg = Uint8Array.from([
    ...SOI,
    ...segment(0xe0, 14),
    ...segment(0xe1, 300),
    ...segment(0xe2, 40),
    ...segment(0xee, 12),
    ...segment(0xfe, 5),
    ...segment(0xdb, 65),
    ...SCAN,
  ]);
  expect(besideBytes('jpeg', jpeg)).toBe(345);
});

it('counts nothing of how a JPEG was packed', () => {
  const tables = [...segment(0xdb, 65), ...segment(0xc4, 400)];
  const jpeg = Uint8Array.from([...SOI, ...tables, ...SCAN, ...SCAN]);
  expect(besideBytes('jpeg', jpeg)).toBe(0);
});

it('counts the chunks of a PNG that no decoder needs', () => {
  const png = Uint8Array.from([
    ...Array.from({ length: 8 }, () => 0),
    ...chunk('IHDR', 13),
    ...chunk('eXIf', 100),
    ...chunk('IDAT', 500),
    ...chunk('tEXt', 20),
    ...chunk('IEND', 0),
  ]);
  expect(besideBytes('png', png)).toBe(120);
});

it('counts up to the end of a file that is cut off', () => {
  const cut = Uint8Array.from([...SOI, ...segment(0xe1, 300)]).subarray(0, 90);
  expect(besideBytes('jpeg', cut)).toBe(300);
  expect(besideBytes('png', cut)).toBeGreaterThanOrEqual(0);
});

it('does not know of other formats', () => {
  expect(besideBytes('webp', Uint8Array.of(1, 2, 3))).toBeUndefined();
});
