import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Settings } from '../src/domain/settings.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { callEngine, groupsAsText, scanEnd } from './support/app-state-of.ts';
import { findCorpus } from './support/find-corpus.ts';
import {
  storedOutcomes,
  type StoredOutcome,
} from './support/stored-outcomes.ts';

const corpus = findCorpus();

/** Kinds of files that are listed instead of compared, each with what the list says. */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  // HEIF with a JPEG inside.
  'heic-special/kimageformats__jpeg.heif': 'unsupported-format',
  // JPEG kinds that no decoder on board knows.
  'jpeg-12bit/codec-corpus__testorig12.jpg': 'unsupported-format',
  'jpeg-lossless-1c10b/jpeg-decoder__XA1.jpg': 'unsupported-format',
  'jpeg-lossless-1c12b/jpeg-decoder__MR4.jpg': 'unsupported-format',
  'jpeg-lossless-1c16b/TwelveMonkeys__16_ls.jpg': 'unsupported-format',
  'jpeg-lossless-1c8b/TwelveMonkeys__8_ls.jpg': 'unsupported-format',
  'jpeg-lossless-3c8b-rgb/TwelveMonkeys__testimg_rgb.jpg': 'unsupported-format',
  'jpeg-lossless-3c8b/TwelveMonkeys__24_ls.jpg': 'unsupported-format',
  // Damaged for the reference decoder too.
  'png8bit-rgba-interlaced/commons-imaging__testfile_2.png': 'damaged',
  'png-cgbi/image-size__sample_fried.png': 'unsupported-format',
  // One pixel of light measurements.
  'other-hdr/exiftool__Radiance.hdr': 'unsupported-format',
  'other-j2k/openjpeg-data__p1_07.j2k': 'unsupported-format',
  // Photoshop's own mark says that the merged picture is blank.
  'psd-mode4-16bit/metadata-extractor-images__10x12x16bit-CMYK.psd':
    'unsupported-format',
  'psd-mode65-8bit/exiv2__h02.psd': 'unsupported-format',
  // Raw files that their makers cut off before any preview, or whose previews are words.
  'raw-cr3/exiftool__CanonRaw.cr3': 'damaged',
  'raw-dng/exiv2__IMG_1361.dng': 'damaged',
  'raw-iiq/exiftool__PhaseOne.iiq': 'unsupported-format',
  'raw-orf/file-type__fixture.orf': 'damaged',
  'raw-raf/file-type__fixture.raf': 'damaged',
  'rw2/file-type__fixture.rw2': 'unsupported-format',
  // TIFF with 12-bit JPEG, LZMA or LogLuv inside.
  'tiff-jpeg/TwelveMonkeys__jpeg-lossless-12bit-gray.tif': 'unsupported-format',
  'tiff-lzma/Pillow__hopper_lzma.tif': 'unsupported-format',
  'tiff-sgilog/OpenImageIO-images__off_luv32.tif': 'unsupported-format',
  'tiff-sgilog24/OpenImageIO-images__off_luv24.tif': 'unsupported-format',
};

/** Sizes that a reference decoder shows, by path within the folder. */
function referenceSizes(folder: string): Map<string, string> {
  const [head = '', ...lines] = readFileSync(`${folder}/formats.csv`, 'utf8')
    .trim()
    .split('\n');
  const names = head.split(',');
  const sizes = new Map<string, string>();
  for (const line of lines) {
    const cells = [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/gu)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const size =
      cell('shown_width') === ''
        ? ''
        : `${cell('shown_width')}×${cell('shown_height')}`;
    sizes.set(cell('path'), size);
  }
  return sizes;
}

function distanceBits(first: string, second: string): number {
  let bits = 0;
  const a = Buffer.from(first, 'hex');
  const b = Buffer.from(second, 'hex');
  for (const [i, byte] of a.entries()) {
    for (let left = byte ^ b[i]!; left > 0; left &= left - 1) bits++;
  }
  return bits;
}

async function scanWith(
  page: Page,
  settings: Settings,
  decoders: Settings['fingerprint']['decoders'],
): Promise<{ outcomes: Map<string, StoredOutcome>; groups: string[] }> {
  await callEngine(page, 'applySettings', {
    ...settings,
    matching: { ...settings.matching, minShortSidePx: 1 },
    fingerprint: { ...settings.fingerprint, decoders },
  });
  const state = await scanEnd(page, 240_000);
  const outcomes = await storedOutcomes(page);
  return { outcomes, groups: groupsAsText(state) };
}

/** What a file came to, as the list or the review shows it. */
function shownAs(outcome: StoredOutcome | undefined): string {
  if (outcome?.kind === 'fingerprinted') {
    return `${outcome.widthPx}×${outcome.heightPx}`;
  }
  return outcome?.failure ?? 'nothing';
}

/** How two outcomes of one file differ beyond the tolerances; undefined when they do not. */
function difference(
  first: StoredOutcome,
  second: StoredOutcome | undefined,
): string | undefined {
  if (first.kind === 'failed' || second?.kind !== 'fingerprinted') {
    return first.kind === second?.kind ? undefined : 'only one is compared';
  }
  // A picture without structure has no hash to speak of; it matches by its pixels alone.
  if (first.isFlat && second.isFlat) return undefined;
  const bits64 = distanceBits(first.pHash64, second.pHash64);
  const bits256 = distanceBits(first.pHash256, second.pHash256);
  const levels = Math.max(
    ...first.colour.map((value, i) => Math.abs(value - second.colour[i]!)),
  );
  return bits64 > 2 || bits256 > 6 || levels > 4
    ? `${bits64} of 64, ${bits256} of 256, ${levels} levels`
    : undefined;
}

test('every format is compared at its shown size or listed with its reason, with either kind of decoder', async ({
  openApp,
}) => {
  test.skip(corpus === undefined, 'the corpus is not there');
  test.setTimeout(600_000);
  const folder = `${corpus}/formats`;
  const { page } = await openApp({ granted: [folder] });
  await chooseFolder(page, folder);
  const { settings } = await scanEnd(page, 240_000);
  const fastest = await scanWith(page, settings, 'fastest');

  const wrong: string[] = [];
  for (const [path, size] of referenceSizes(corpus!)) {
    const found = shownAs(fastest.outcomes.get(path));
    const expected = NOT_COMPARED[path] ?? size;
    // Where the reference decodes nothing, any size will do.
    const isRight = expected === '' ? /\d×\d/u.test(found) : found === expected;
    if (!isRight) wrong.push(`${path}: ${found}, not ${expected}`);
  }
  expect(wrong).toEqual([]);

  const portable = await scanWith(page, settings, 'portable');
  const different = [...fastest.outcomes].flatMap(([path, outcome]) => {
    const found = difference(outcome, portable.outcomes.get(path));
    return found === undefined ? [] : [`${path}: ${found}`];
  });
  expect(different).toEqual([]);
  expect(portable.outcomes.size).toBe(fastest.outcomes.size);
  expect(portable.groups).toEqual(fastest.groups);
});
