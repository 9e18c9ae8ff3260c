import { expect, test } from 'vitest';
import { readRaw } from './read-raw.ts';
import { tiffTestFile } from '../tiff/tiff-test-file.ts';
import { box, bytesOf, encodedPicture, u32le } from '../test-pictures.ts';

test('any bytes at all: an answer, and soon', async () => {
  const large = await encodedPicture('jpeg', 96, 64);
  let seed = 11;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const seeds = [
    tiffTestFile(
      [
        (at) => [
          [0x0201, at],
          [0x0202, large.length],
        ],
        () => [[0x014a, [8, 20]]],
      ],
      large,
    ),
    bytesOf('FUJIFILMCCD-RAW 0201', new Uint8Array(140), large),
    bytesOf('\0MRM', new Uint8Array(50), large),
    bytesOf(
      box('ftyp', ...bytesOf('crx crx ')),
      box('moov', ...box('uuid', ...new Uint8Array(40))),
    ),
    bytesOf('II', u32le(26), 'HEAPCCDR', new Uint8Array(90)),
    bytesOf('FOVb', new Uint8Array(90), 'SECd', new Uint8Array(30)),
  ];
  for (let i = 0; i < 6000; i++) {
    const bytes = seeds[i % seeds.length]!.slice();
    for (let change = 0; change <= random(8); change++) {
      // Mostly in the head, where the structure is.
      bytes[
        random(random(2) === 0 ? Math.min(bytes.length, 160) : bytes.length)
      ] = random(256);
    }
    const start = performance.now();
    const { preview } = readRaw(bytes);
    expect(performance.now() - start).toBeLessThan(2000);
    if (preview) expect(preview.startByte).toBeLessThan(bytes.length);
  }
}, 120_000);

test.each([
  ['starts of JPEGs', [0xff, 0xd8, 0xff, 0xda, 0, 2]],
  ['starts without a scan', [0xff, 0xd8, 0xff, 0xe0, 0, 2]],
  ['fill', [0xff]],
])(
  'eight megabytes of %s',
  (_name, piece) => {
    const bytes = new Uint8Array(8_000_000);
    for (let i = 0; i < bytes.length; i++) bytes[i] = piece[i % piece.length]!;
    bytes.set(bytesOf('\0MRM'));
    const start = performance.now();
    readRaw(bytes);
    expect(performance.now() - start).toBeLessThan(5000);
  },
  60_000,
);
