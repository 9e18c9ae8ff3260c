import { expect, test } from 'vitest';
import { FOREIGN_FORMATS, isForeignFormat } from './foreign-format.ts';
import { IMAGE_FORMATS } from './image-format.ts';
import { describeFailure } from './photo-failure.ts';

test('a picture of a foreign kind is named, with what to do', () => {
  expect(
    describeFailure({ kind: 'unsupported-format', format: 'openexr' }),
  ).toEqual({
    what: 'Twinsift does not read this kind of picture (OpenEXR).',
    advice:
      'The file was left alone. Convert it to PNG or JPEG to have it compared.',
  });
  expect(
    describeFailure({ kind: 'unsupported-format', format: 'xcf' }).advice,
  ).toContain('Export its picture');
});

test('no format is both foreign and read', () => {
  expect(FOREIGN_FORMATS.size).toBeGreaterThan(30);
  expect(IMAGE_FORMATS.filter(isForeignFormat)).toEqual([]);
});
