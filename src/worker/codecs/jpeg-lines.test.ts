import { expect, test } from 'vitest';
import { ByteReader } from '../byte-reader.ts';
import { readJpegHeader } from '../headers/jpeg-header.ts';
import { writeJpeg } from '../kernels/oracle/jpeg-writer.ts';
import { withLines } from './jpeg-lines.ts';

const PLAN = {
  widthPx: 90,
  heightPx: 300,
  sampling: [[1, 1]],
  seed: 4,
} as const;

test('a height behind the first scan is known, and put into the header', () => {
  const late = writeJpeg({ ...PLAN, hasDnl: true });
  const before = late.slice();
  const size = { widthPx: 90, heightPx: 300, isIncomplete: false };
  expect(readJpegHeader(new ByteReader(late))).toMatchObject(size);

  // The segment behind the scan stays: decoders pass over it.
  const lines = withLines(late);
  expect(late).toEqual(before);
  const usual = writeJpeg(PLAN);
  const scanEnd = usual.length - 2;
  expect(lines.subarray(0, scanEnd)).toEqual(usual.subarray(0, scanEnd));
});

test('other files stay as they are', () => {
  const usual = writeJpeg(PLAN);
  expect(withLines(usual)).toBe(usual);
  const nowhere = writeJpeg({ ...PLAN, heightPx: 0 });
  expect(withLines(nowhere)).toBe(nowhere);
  const none = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
  expect(withLines(none)).toBe(none);
});
