import { expect, test } from 'vitest';
import { FrugalView } from './frugal-view.ts';
import { readExif } from './read-exif.ts';
import { bytesOf, u16be, u32be } from './test-pictures.ts';

/** Three texts, each as long as the file. */
function wordyTiff(): Uint8Array<ArrayBuffer> {
  const tiff = new Uint8Array(12_000_000).fill(0x61);
  const entries = [0x010e, 0x010f, 0x0110].flatMap((tag) => [
    ...[...u16be(tag), ...u16be(2)],
    ...[...u32be(tiff.length - 100), ...u32be(100)],
  ]);
  tiff.set(bytesOf('MM', [0, 42], u32be(8), u16be(3), entries, u32be(0)));
  return tiff;
}

function wordyPng(): Uint8Array<ArrayBuffer> {
  const tiff = wordyTiff();
  return bytesOf(
    ...['\x89PNG\r\n\x1a\n', u32be(13), 'IHDR', u32be(1), u32be(1)],
    ...[[8, 0, 0, 0, 0], u32be(0), u32be(tiff.length), 'eXIf', tiff],
    ...[u32be(0), u32be(0), 'IEND', u32be(0)],
  );
}

test.each([
  ['tiff', wordyTiff()],
  ['png', wordyPng()],
] as const)(
  '%s: texts as long as the file are not read to their end',
  (format, bytes) => {
    const startedMs = performance.now();
    expect(readExif(format, bytes)).toEqual({ orientation: 1, hasGps: false });
    expect(performance.now() - startedMs).toBeLessThan(3000);
  },
);

test('bytes within more bytes are read at their own places, so often and not again', () => {
  const view = FrugalView.of(bytesOf(9, 1, 2, 3, 4, 9).subarray(1, 5), 2);
  expect(view.byteLength).toBe(4);
  expect(view.getUint16(0)).toBe(0x0102);
  expect(view.getUint32(0, true)).toBe(0x04030201);
  for (const read of [
    () => view.getUint8(0),
    () => view.getUint16(0),
    () => view.getUint32(0),
    () => view.getInt32(0),
  ]) {
    expect(read).toThrow(RangeError);
  }
});
