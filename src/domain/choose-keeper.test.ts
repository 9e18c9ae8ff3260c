import { describe, expect, it } from 'vitest';
import { chooseKeeper } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';

type Photo = NonNullable<Parameters<typeof testCandidate>[0]>;

const small = { widthPx: 1640, heightPx: 1230 };
const dated = { capturedAt: '2019-05-03T14:22:01', hasGps: true };

function chosen(winner: Photo, loser: Photo) {
  const a = testCandidate({ name: 'a', ...winner });
  const b = testCandidate({ name: 'b', ...loser });
  expect(chooseKeeper([a, b])).toBe(a);
  expect(chooseKeeper([b, a])).toBe(a);
  return explainKeeper(a, [b]);
}

function firstReason(winner: Photo, loser: Photo) {
  const choice = chosen(winner, loser);
  if (choice.kind !== 'chosen') throw new Error(choice.words);
  return choice.reasons[0];
}

describe('the order of criteria', () => {
  // Each row wins by its own criterion although the loser is better in the next weaker tie-breaks.
  const worseName = { path: 'IMG_1 - Copy (2).jpg' };
  const betterName = { path: 'IMG_1.jpg' };
  const rows: [string, Photo, Photo, string][] = [
    ['pinned', { pinnedMs: 5, ...worseName }, betterName, 'you chose it'],
    [
      'protected',
      { isProtected: true, ...worseName },
      betterName,
      'it is in a protected folder',
    ],
    [
      'rating',
      { exif: { rating: 4 }, ...worseName },
      betterName,
      'rated 4 stars',
    ],
    [
      'rating',
      { sidecarNotes: { rating: 5 }, ...worseName },
      { exif: { rating: 4 }, ...betterName },
      'rated 5 stars in its XMP sidecar instead of 4',
    ],
    [
      'rating',
      { exif: { rating: 1 }, ...worseName },
      // A sidecar took the stars of its raw file away.
      { exif: { rating: 5 }, sidecarNotes: { rating: 0 }, ...betterName },
      'rated 1 star',
    ],
    [
      'complete',
      worseName,
      { facts: { isIncomplete: true }, ...betterName },
      'the file is whole; the other one is cut off',
    ],
    [
      'not-upscaled',
      worseName,
      { quality: { spectralDrop: 0.94 }, ...betterName },
      'its detail is real; the other one was made larger',
    ],
    [
      'unedited',
      { facts: { widthPx: 3950 }, ...worseName },
      { flaws: { isDrawnOn: true }, ...betterName },
      'something was drawn on the other one',
    ],
    [
      'pixels',
      worseName,
      { facts: small, ...betterName },
      'more detail: 4000 × 3000 instead of 1640 × 1230',
    ],
    [
      'uncropped',
      worseName,
      { flaws: { isCropped: true }, ...betterName },
      'shows the whole picture; the other one is cropped',
    ],
    [
      'metadata',
      { exif: dated, ...worseName },
      betterName,
      'has its capture date and GPS',
    ],
    [
      'messenger',
      worseName,
      { path: 'IMG-20190503-WA0001.jpg' },
      'the other one came through WhatsApp',
    ],
    [
      'format-quality',
      { quality: { jpegQuality: 92 }, ...worseName },
      { quality: { jpegQuality: 75 }, ...betterName },
      'less compression: JPEG quality 92 instead of JPEG quality 75',
    ],
    [
      'earliest',
      { modifiedMs: Date.UTC(2018, 6, 1), ...worseName },
      { modifiedMs: Date.UTC(2019, 6, 1), ...betterName },
      'the oldest file, last changed on 2018-07-01',
    ],
    [
      'name',
      { path: 'z/IMG_1.jpg' },
      { path: 'a/IMG_1 (1).jpg' },
      'the plainer name: IMG_1.jpg instead of IMG_1 (1).jpg',
    ],
    [
      'path',
      { path: 'a/IMG_1.jpg', pixels: 'same' },
      { path: 'b/IMG_1.jpg', pixels: 'same' },
      'the copies are equally good, and its path comes first',
    ],
  ];
  it.each(rows)('%s', (criterion, winner, loser, words) => {
    expect(firstReason(winner, loser)).toEqual({ criterion, words });
  });

  it('leaves the choice to the person where only the path could tell', () => {
    const choice = chosen({ path: 'a/1.jpg' }, { path: 'b/1.jpg' });
    expect(choice).toMatchObject({ kind: 'abstained' });
  });

  it('prefers the fuller of two files with the same pixels, in one format only', () => {
    const stripped = testCandidate({
      name: 'a',
      pixels: 'same',
      exif: { besideBytes: 0 },
    });
    const full = testCandidate({
      name: 'b',
      pixels: 'same',
      exif: { besideBytes: 500 },
    });
    stripped.photo.sizeBytes = full.photo.sizeBytes + 900;
    expect(chooseKeeper([stripped, full])).toBe(full);
    expect(explainKeeper(full, [stripped])).toMatchObject({
      reasons: [
        {
          criterion: 'metadata',
          words: 'holds more beside the picture: 500 bytes instead of 0',
        },
      ],
    });
    const png = testCandidate({
      name: 'c',
      pixels: 'same',
      facts: { format: 'png' },
      exif: { besideBytes: 900 },
    });
    expect(chooseKeeper([png, stripped])).toBe(stripped);
  });

  it('does not take the larger of two files for the fuller one', () => {
    const first = testCandidate({ name: 'a', pixels: 'same' });
    const packedWorse = testCandidate({ name: 'b', pixels: 'same' });
    packedWorse.photo.sizeBytes = first.photo.sizeBytes + 500;
    expect(chooseKeeper([packedWorse, first])).toBe(first);
  });

  it('never looks at bytes or sharpness', () => {
    const a = testCandidate({ name: 'a', quality: { sharpness: 1 } });
    const b = testCandidate({ name: 'b', quality: { sharpness: 9999 } });
    b.photo.sizeBytes = 1e9;
    expect(chooseKeeper([a, b])).toBe(a);
  });

  it('does not count 5 % more pixels as more detail', () => {
    const bordered = { facts: { widthPx: 4080, heightPx: 3060 } };
    expect(firstReason({ exif: dated }, bordered)?.criterion).toBe('metadata');
  });

  it('does not call a soft photo enlarged beside its thumbnail', () => {
    const thumb = { facts: { widthPx: 400, heightPx: 300 } };
    const soft = { quality: { spectralDrop: 0.95 } };
    expect(firstReason(soft, thumb)?.criterion).toBe('pixels');
  });

  it('says the narrowest win', () => {
    const big = testCandidate({ name: 'a' });
    const middle = testCandidate({ name: 'b', facts: small });
    const tiny = testCandidate({
      name: 'c',
      facts: { widthPx: 320, heightPx: 240 },
    });
    const choice = explainKeeper(big, [tiny, middle]);
    expect(choice).toMatchObject({
      reasons: [{ words: 'more detail: 4000 × 3000 instead of 1640 × 1230' }],
    });
  });

  it('takes the latest pin', () => {
    chosen({ pinnedMs: 20, facts: small }, { pinnedMs: 10 });
  });
});

describe('quality corrected by what the second look found', () => {
  const q75: Photo = { quality: { jpegQuality: 75 } };
  const resaved = { isLooked: true, isResaved: true };

  it('prefers a q75 to a q95 made of it, and asks where nothing but pixels says so', () => {
    const fake = { quality: { jpegQuality: 95 }, flaws: resaved };
    const sure = chosen({ ...q75, exif: dated }, fake);
    if (sure.kind !== 'chosen') throw new Error(sure.words);
    expect(sure.reasons[0]?.words).toContain(
      'not saved again: JPEG quality 75',
    );
    expect(chosen(q75, fake).kind).toBe('abstained');
    const older = { ...q75, modifiedMs: Date.UTC(2019, 0, 1) };
    expect(chosen(older, fake).kind).toBe('chosen');
    const later = { ...q75, modifiedMs: Date.UTC(2021, 0, 1) };
    expect(chosen(later, fake).kind).toBe('abstained');
  });

  it('asks where the finer file may have been made from the coarser one', () => {
    const finer: Photo = {
      quality: { jpegQuality: 85 },
      flaws: { isLooked: true, isPerhapsResaved: true },
    };
    expect(chosen(finer, q75).kind).toBe('abstained');
    expect(chosen({ ...finer, exif: dated }, q75).kind).toBe('chosen');
    const older = { ...finer, modifiedMs: Date.UTC(2019, 0, 1) };
    expect(chosen(older, q75).kind).toBe('chosen');
    const small640 = { ...q75, facts: { widthPx: 640, heightPx: 480 } };
    expect(chosen(finer, small640).kind).toBe('chosen');
  });

  it('prefers a true q95 to a q75', () => {
    chosen({ quality: { jpegQuality: 95 } }, q75);
  });

  it('prefers a q75 to a PNG made of it', () => {
    chosen(q75, { facts: { format: 'png' }, flaws: resaved });
  });

  it('prefers a PNG to a JPEG made of it, and asks where the JPEG is too fine to tell', () => {
    const png: Photo = { facts: { format: 'png' } };
    expect(chosen(png, { quality: { jpegQuality: 85 } }).kind).toBe('chosen');
    expect(chosen(png, { quality: { jpegQuality: 96 } }).kind).toBe(
      'abstained',
    );
  });

  it('does not take WebP for finer than a JPEG of about its quality', () => {
    const reason = firstReason(q75, { facts: { format: 'webp' } });
    expect(reason?.words).toBe('cameras write JPEG; the other one is WebP');
  });

  it('gives nothing for a lossless copy of the same pixels', () => {
    const choice = chosen(
      { pixels: 'same', ...q75 },
      { pixels: 'same', facts: { format: 'png' } },
    );
    expect(choice.kind).toBe('chosen');
  });
});

describe('what was made of another copy', () => {
  const made: [string, Photo, Photo][] = [
    [
      'an enlarged copy, with all its pixels',
      { facts: small },
      { flaws: { isLooked: true, isEnlarged: true } },
    ],
    [
      'a framed copy, with all its pixels',
      { facts: { widthPx: 3000 } },
      { flaws: { isLooked: true, isFramed: true, sceneShare: 0.75 } },
    ],
    [
      'a marked copy of higher quality',
      { quality: { jpegQuality: 80 } },
      {
        quality: { jpegQuality: 98 },
        flaws: { isLooked: true, isDrawnOn: true },
      },
    ],
    [
      'a crop of higher quality',
      { quality: { jpegQuality: 80 } },
      {
        quality: { jpegQuality: 98 },
        flaws: { isLooked: true, isCropped: true },
      },
    ],
    [
      'a grey copy',
      { quality: { jpegQuality: 80 } },
      { flaws: { isLooked: true, isDecoloured: true } },
    ],
  ];
  it.each(made)('does not keep %s', (_name, original, copy) => {
    expect(chosen(original, copy).kind).toBe('chosen');
  });

  it('abstains where the larger copy may have been enlarged', () => {
    const choice = chosen(
      { flaws: { isLooked: true, isPerhapsEnlarged: true } },
      { facts: small, flaws: { isLooked: true } },
    );
    expect(choice.kind).toBe('abstained');
  });

  it('knows the original of a changed picture by its metadata, whatever the quality', () => {
    const a = testCandidate({ name: 'a', exif: dated });
    const b = testCandidate({ name: 'b', quality: { jpegQuality: 98 } });
    expect(chooseKeeper([a, b])).toBe(a);
    expect(
      explainKeeper(a, [b], { changes: new Map([[b, 'edited']]) }).kind,
    ).toBe('chosen');
    expect(explainKeeper(a, [b]).kind).toBe('abstained');
  });
});

describe('abstaining', () => {
  const conflicts: [string, Photo, Photo, string, string][] = [
    [
      'pixels against metadata',
      {},
      { facts: small, exif: dated },
      'more detail',
      'capture date',
    ],
    [
      'not upscaled against pixels',
      { facts: small },
      { quality: { spectralDrop: 0.94 } },
      'detail is real',
      'more detail',
    ],
    [
      'pixels, perhaps of a coarse enlargement, against compression',
      { quality: { jpegQuality: 45 } },
      { facts: small, quality: { jpegQuality: 76 } },
      'more detail',
      'less compression',
    ],
    [
      'rating against pixels',
      { facts: small, exif: { rating: 5 } },
      {},
      '5 stars',
      'more detail',
    ],
    [
      'protected against pixels',
      { facts: small, isProtected: true },
      {},
      'protected',
      'more detail',
    ],
    [
      'date against GPS',
      { exif: { capturedAt: '2019-05-03T14:22:01' } },
      { exif: { hasGps: true } },
      'capture date',
      'GPS',
    ],
  ];
  it.each(conflicts)('%s', (_name, winner, loser, forKeeper, forRival) => {
    const choice = chosen(winner, loser);
    if (choice.kind !== 'abstained') throw new Error('chose');
    const [own, other] = choice.words.split('For “b.jpg”');
    expect(own).toContain('For “a.jpg”');
    expect(own).toContain(forKeeper);
    expect(other).toContain(forRival);
  });

  it('ends with a pin', () => {
    expect(chosen({ facts: small, pinnedMs: 1 }, { exif: dated }).kind).toBe(
      'chosen',
    );
  });

  it('does not weigh a better save of a much smaller copy', () => {
    const choice = chosen(
      { quality: { jpegQuality: 85 } },
      { facts: small, quality: { jpegQuality: 98 } },
    );
    expect(choice.kind).toBe('chosen');
  });
});

describe('a margin that may be a border or plain ground', () => {
  const whole: Photo = { flaws: { isLooked: true, isPerhapsFramed: true } };
  const part: Photo = {
    facts: { widthPx: 3600, heightPx: 2700 },
    flaws: { isLooked: true, isCropped: true },
  };

  it('is left to the person', () => {
    expect(chosen(whole, part).kind).toBe('abstained');
    expect(chosen(whole, { ...part, exif: dated }).kind).toBe('abstained');
    expect(
      chosen({ ...whole, exif: dated }, { ...part, exif: dated }).kind,
    ).toBe('abstained');
  });

  it('is ground where only that picture has what the camera wrote', () => {
    expect(chosen({ ...whole, exif: dated }, part).kind).toBe('chosen');
  });
});
