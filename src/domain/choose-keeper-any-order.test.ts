import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseKeeper, type KeeperCandidate } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { copyMarks } from './choose-keeper-name.ts';
import { testCandidate } from './group-test-photos.ts';
import type { ImageFormat } from './image-format.ts';

describe('any set of candidates', () => {
  const formats: ImageFormat[] = ['jpeg', 'png', 'heic', 'webp'];
  const candidates = fc
    .array(
      fc.record({
        widthPx: fc.integer({ min: 100, max: 140 }),
        jpegQuality: fc.integer({ min: 70, max: 99 }),
        isResaved: fc.boolean(),
        isDrawnOn: fc.boolean(),
        isEnlarged: fc.boolean(),
        spectralDrop: fc.double({ min: 0, max: 1, noNaN: true }),
        format: fc.constantFrom(...formats),
        hasGps: fc.boolean(),
        day: fc.integer({ min: 0, max: 3 }),
        pixels: fc.constantFrom('p', 'q', undefined),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((list) =>
      list.map((one, at): KeeperCandidate =>
        testCandidate({
          name: String(at),
          ...(one.pixels === undefined ? {} : { pixels: one.pixels }),
          facts: { widthPx: one.widthPx, heightPx: 100, format: one.format },
          quality: {
            jpegQuality: one.jpegQuality,
            spectralDrop: one.spectralDrop,
          },
          exif: { hasGps: one.hasGps },
          flaws: {
            isResaved: one.isResaved,
            isDrawnOn: one.isDrawnOn,
            isEnlarged: one.isEnlarged,
          },
          modifiedMs: Date.UTC(2020, 0, 1 + one.day),
        }),
      ),
    );

  it('gives one keeper with words, whatever the order', () => {
    fc.assert(
      fc.property(
        candidates.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        ([list, shuffled]) => {
          const keeper = chooseKeeper(list);
          expect(chooseKeeper(shuffled)).toBe(keeper);
          const others = list.filter((one) => one !== keeper);
          const choice = explainKeeper(keeper, others);
          expect(
            explainKeeper(
              keeper,
              shuffled.filter((one) => one !== keeper),
            ),
          ).toEqual(choice);
          if (choice.kind === 'chosen') {
            expect(choice.reasons.length).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe('marks of a copy in a name', () => {
  it.each([
    ['IMG_1234.jpg', 0],
    ['2019/Copy of things/IMG_1234.JPG', 0],
    ['DSC_0001-1.jpg', 0],
    ['IMG_1234 (1).jpg', 1],
    ['IMG_1234(1).jpg', 1],
    ['IMG_1234 copy 2.jpg', 1],
    ['IMG_1234 - Copy.jpg', 1],
    ['IMG_1234 - Copy (2).jpg', 2],
    ['Copy of IMG_1234.jpg', 1],
    ['IMG_1234-edited.jpg', 1],
    ['IMG_1234~2.jpg', 1],
    ['IMG_1234-1024x768.jpg', 1],
    ['Copy of IMG_1234-edited (1).jpg', 3],
  ])('%s: %i', (path, marks) => {
    expect(copyMarks(path)).toBe(marks);
  });
});
