import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader } from '../byte-reader.ts';
import { readJxl } from './jxl-header.ts';
import {
  anyHeader,
  jxlHeader,
  PLAIN_HDR,
  type TestHeader,
} from '../testing/jxl-header-bits.ts';

function read(header: TestHeader): ReturnType<typeof readJxl> {
  return readJxl(new ByteReader(jxlHeader(header)));
}

test('whatever stands in a header: its colours are found, and where it ends', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      const { isXyb, isGray, transfer, heightPx, widthPx, extra } = header;
      const bytes = jxlHeader(header);
      const found = readJxl(new ByteReader(bytes));
      const isAnimated = extra?.loops !== undefined;
      expect(found).toMatchObject({ heightPx, widthPx, isAnimated });
      const primaries = isGray ? 1 : header.primaries;
      expect(found?.colour).toMatchObject({
        ...{ isXyb, isGray, transfer, primaries },
        // Without a word of it 255 nits, as IEEE 754 binary16.
        targetHalf: (extra && header.targetHalf) ?? 0x5bf8,
      });
      const { endBit = 0 } = found?.colour?.parts.rest ?? {};
      expect(Math.ceil(endBit / 8)).toBe(bytes.length);
    }),
    { numRuns: 300 },
  );
});

test('primaries that are written out are passed over', () => {
  const bytes = jxlHeader({ ...PLAIN_HDR, primaries: 2 });
  const colour = readJxl(new ByteReader(bytes))?.colour;
  expect(colour).toMatchObject({ primaries: 2, transfer: 16 });
  expect(Math.ceil(colour!.parts.rest.endBit / 8)).toBe(bytes.length);
});

describe('colours that are not followed', () => {
  test.each<[string, Partial<TestHeader>]>([
    ['sRGB', { primaries: 1, transfer: 13 }],
    ['a profile', { hasProfile: true }],
    ['a gamma', { gamma: 4_545_455 }],
    ['behind a preview', { extra: { turn: 0, hasPreview: true } }],
    ['in front of extensions', { extensions: 1 }],
    [
      'behind more channels than pictures have',
      { channelNames: Array<string>(17).fill('a'.repeat(48)) },
    ],
  ])('%s', (_name, change) => {
    const found = read({ ...PLAIN_HDR, ...change });
    expect(found).toMatchObject({ heightPx: 20, widthPx: 30 });
    expect(found?.colour).toBeUndefined();
    expect(read(PLAIN_HDR)?.colour).toBeDefined();
  });
});
