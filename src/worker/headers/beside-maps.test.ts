import { expect, test } from 'vitest';
import fc from 'fast-check';
import { hasMaps } from './beside-maps.ts';
import { box, bytesOf, segment, u16be, u32be } from '../test-pictures.ts';

/** A HEIC with these names of auxiliary pictures. */
function heic(...names: string[]): Uint8Array<ArrayBuffer> {
  const properties = names.flatMap((name) =>
    box('auxC', 0, 0, 0, 0, ...bytesOf(name, 0)),
  );
  return bytesOf(
    box('ftyp', ...bytesOf('heic', 0, 0, 0, 0)),
    box('meta', 0, 0, 0, 0, ...box('iprp', ...box('ipco', ...properties))),
  );
}

/** A JPEG that says of itself and of further pictures what they are for. */
function jpeg(...types: number[]): Uint8Array<ArrayBuffer> {
  const entries = types.flatMap((type) => [...u32be(type), ...u32be(0)]);
  const padded = types.flatMap((_, at) => [
    ...entries.slice(8 * at, 8 * at + 8),
    ...u32be(0),
    ...u32be(0),
  ]);
  const dataAt = 8 + 2 + 12 + 4;
  const index = [
    ...bytesOf('MM\0*'),
    ...u32be(8),
    ...u16be(1),
    ...u16be(0xb002),
    ...u16be(7),
    ...u32be(padded.length),
    ...u32be(dataAt),
    ...u32be(0),
    ...padded,
  ];
  return bytesOf(
    [0xff, 0xd8],
    segment(0xe2, ...bytesOf('MPF\0'), ...index),
    [0xff, 0xd9],
  );
}

const PRIMARY = 0x2003_0000;

test.each([
  ['urn:com:apple:photo:2020:aux:hdrgainmap', true],
  ['urn:com:apple:photo:2018:aux:portraiteffectsmatte', true],
  ['urn:mpeg:hevc:2015:auxid:2', true],
  ['urn:mpeg:mpegB:cicp:systems:auxiliary:depth', true],
  ['urn:mpeg:hevc:2015:auxid:1', false],
  ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', false],
])('%s of a HEIC: %s', (name, isMap) => {
  expect(hasMaps('heic', heic(name))).toBe(isMap);
  const alpha = 'urn:mpeg:hevc:2015:auxid:1';
  expect(hasMaps('heic', heic(alpha, name))).toBe(isMap);
});

test.each([
  ['a gain map', [PRIMARY, 0], true],
  ['depth', [PRIMARY, 0x0002_0002], true],
  ['a preview', [PRIMARY, 0x0001_0002], false],
  ['a panorama', [PRIMARY, 0x0002_0001], false],
  ['no other picture', [0], false],
])('%s beside a JPEG', (_what, types, isMap) => {
  expect(hasMaps('jpeg', jpeg(...types))).toBe(isMap);
});

test('any bytes are read without an error', () => {
  const seeds = [
    ['jpeg', jpeg(PRIMARY, 0)] as const,
    ['heic', heic('urn:com:apple:photo:')] as const,
  ];
  for (const [format, seed] of seeds) {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(seed.length), fc.nat(255)), { maxLength: 6 }),
        fc.nat(seed.length),
        (changes, cut) => {
          const bytes = seed.slice(0, cut);
          for (const [at, value] of changes) bytes[at] = value;
          expect(typeof hasMaps(format, bytes)).toBe('boolean');
        },
      ),
    );
  }
});
