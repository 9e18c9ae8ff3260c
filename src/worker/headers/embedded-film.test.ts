import { expect, test } from 'vitest';
import fc from 'fast-check';
import { hasFilm } from './embedded-film.ts';
import { box, bytesOf, segment } from '../test-pictures.ts';

const FILM = [
  ...box('ftyp', ...bytesOf('mp42', 0, 0, 0, 0, 'isommp42')),
  ...box('mdat', 1, 2, 3, 0xff, 0xd9, 4),
];
const STILL = bytesOf(
  [0xff, 0xd8],
  segment(0xda, 1, 1, 0, 0, 63, 0),
  [1, 2, 0x66, 3],
  [0xff, 0xd9],
);
const HEIC = bytesOf(
  box('ftyp', ...bytesOf('heic', 0, 0, 0, 0)),
  box('meta', 0, 0, 0, 0),
);

test.each([
  ['a still', [], false],
  ['the film of a Pixel', FILM, true],
  [
    'the film of a Samsung, with its tail',
    bytesOf('MotionPhoto_Data', FILM, 'SEFH', 0, 0, 'SEFT'),
    true,
  ],
  ['another picture (gain map) and a film', bytesOf(STILL, FILM), true],
  ['another picture alone', STILL, false],
  ['zeros', new Uint8Array(40), false],
  ['words that name the box', bytesOf('see ftyp there'), false],
])('%s behind a JPEG', (_what, tail, isFilm) => {
  expect(hasFilm('jpeg', bytesOf(STILL, tail))).toBe(isFilm);
});

test('the film of a HEIC has a box of its own', () => {
  expect(hasFilm('heic', HEIC)).toBe(false);
  expect(hasFilm('heic', bytesOf(HEIC, box('mpvd', ...FILM)))).toBe(true);
});

test('no other format has one', () => {
  expect(hasFilm('png', bytesOf(STILL, FILM))).toBe(false);
});

test('any bytes are read without an error', () => {
  const seeds = [
    ['jpeg', bytesOf(STILL, FILM)] as const,
    ['heic', bytesOf(HEIC, box('mpvd', ...FILM))] as const,
  ];
  for (const [format, seed] of seeds) {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(seed.length), fc.nat(255)), { maxLength: 6 }),
        fc.nat(seed.length),
        (changes, cut) => {
          const bytes = seed.slice(0, cut);
          for (const [at, value] of changes) bytes[at] = value;
          expect(typeof hasFilm(format, bytes)).toBe('boolean');
        },
      ),
    );
  }
});
