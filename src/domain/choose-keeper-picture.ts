import {
  isDerived,
  isTouched,
  type PictureFlaws,
} from './choose-keeper-flaws.ts';
import {
  credibleModifiedMs,
  metadata,
  TIME_STEP_MS,
} from './choose-keeper-facts.ts';
import { formatName, type ImageFormat } from './image-format.ts';
import {
  hasSamePixels,
  highest,
  isBetter,
  unbeaten,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';

/*
 * Pictures doubled in size were measured from 0.91 to 0.96; most others are under 0.7, but soft
 * ones reach 0.97 too, so without a second look the choice against the larger one abstains.
 */
const UPSCALED_DROP = 0.9;
/** The other copy must miss this much less… */
const UPSCALED_MARGIN = 0.3;
/** …and have at least this share of the pixels: beside a thumbnail every photo looks soft. */
const UPSCALED_PIXEL_SHARE = 1 / 16;
/** Pixel counts within this ratio are equal: a crop by a few rows is no less detail. */
const PIXELS_RATIO = 1.05;
/** Nominal qualities of JPEGs within this are equal: estimates of camera tables are this rough. */
const JPEG_MARGIN = 2;
/** Qualities of different formats are different scales. */
const FORMATS_MARGIN = 12;
/** At this nominal quality more pixels do not make up for the damage, which also hides an enlarging… */
const DAMAGED_QUALITY = 50;
/** …against a copy that is better by this much… */
const DAMAGED_MARGIN = 30;
/** …and has at least this share of the pixels. */
const DAMAGED_PIXEL_SHARE = 0.1;

/** From here on a JPEG's steps are too fine to be found in a copy. */
const TRACELESS_QUALITY = 93;

const UNKNOWN_JPEG_QUALITY = 75;
const LOSSLESS_QUALITY = 100;

/** How well a format usually keeps a photo, on the scale of JPEG qualities. */
const FORMAT_QUALITY: Record<Exclude<ImageFormat, 'jpeg'>, number> = {
  png: LOSSLESS_QUALITY,
  bmp: LOSSLESS_QUALITY,
  tiff: LOSSLESS_QUALITY,
  psd: LOSSLESS_QUALITY,
  raw: LOSSLESS_QUALITY,
  svg: LOSSLESS_QUALITY,
  qoi: LOSSLESS_QUALITY,
  pnm: LOSSLESS_QUALITY,
  tga: LOSSLESS_QUALITY,
  heic: 92,
  jxl: 90,
  avif: 85,
  jp2: 85,
  webp: 80,
  ico: 60,
  gif: 50,
};

/** Formats that cameras and telephones write. */
const CAMERA_FORMATS: ReadonlySet<ImageFormat> = new Set([
  'jpeg',
  'heic',
  'raw',
  'tiff',
]);

/** Pixels that show the scene, without a border's. */
function pixelCount({ photo, flaws }: KeeperCandidate): number {
  return photo.widthPx * photo.heightPx * flaws.sceneShare;
}

function sizeWords({ photo, flaws }: KeeperCandidate): string {
  const size = `${photo.widthPx} × ${photo.heightPx}`;
  return flaws.sceneShare < 1 ? `a part of ${size}` : size;
}

function nominalQuality({ photo }: KeeperCandidate): number {
  return photo.format === 'jpeg'
    ? (photo.quality.jpegQuality ?? UNKNOWN_JPEG_QUALITY)
    : FORMAT_QUALITY[photo.format];
}

function qualityWords({ photo }: KeeperCandidate): string {
  const { jpegQuality } = photo.quality;
  return photo.format === 'jpeg' && jpegQuality !== undefined
    ? `JPEG quality ${Math.round(jpegQuality)}`
    : formatName(photo.format);
}

function isLikeSized(a: KeeperCandidate, b: KeeperCandidate): boolean {
  const ratio = pixelCount(a) / pixelCount(b);
  return ratio <= PIXELS_RATIO && ratio >= 1 / PIXELS_RATIO;
}

/** Whether its spectrum is that of an enlarged picture, beside one that misses less. */
function mayLookEnlarged({ photo, flaws }: KeeperCandidate): boolean {
  return (
    !flaws.isLooked &&
    // Of a RAW the preview was measured.
    photo.format !== 'raw' &&
    (photo.quality.spectralDrop ?? 0) >= UPSCALED_DROP
  );
}

/** What the spectra alone say, where no second look was taken. */
function looksEnlargedFrom(
  copy: KeeperCandidate,
  source: KeeperCandidate,
): boolean {
  const { spectralDrop: drop = 0 } = copy.photo.quality;
  const { spectralDrop: sourceDrop = 1 } = source.photo.quality;
  const share = pixelCount(source) / pixelCount(copy);
  return (
    mayLookEnlarged(copy) &&
    drop > sourceDrop + UPSCALED_MARGIN &&
    share >= UPSCALED_PIXEL_SHARE &&
    share <= PIXELS_RATIO
  );
}

const complete: KeeperRule = {
  criterion: 'complete',
  best: (candidates) =>
    highest(candidates, ({ fingerprint }) =>
      fingerprint.isIncomplete ? 0 : 1,
    ),
  words: () => 'the file is whole; the other one is cut off',
  isStrong: (rival, keeper) =>
    keeper.fingerprint.isIncomplete && !rival.fingerprint.isIncomplete,
};

const notUpscaled: KeeperRule = {
  criterion: 'not-upscaled',
  best: (candidates) => {
    const real = highest(candidates, ({ flaws }) => (flaws.isEnlarged ? 0 : 1));
    // The one that misses least is enlarged from none, so one always stays.
    return unbeaten(
      real,
      (source, copy) => looksEnlargedFrom(copy, source),
      mayLookEnlarged,
    );
  },
  words: () => 'its detail is real; the other one was made larger',
  isStrong: (rival, keeper) =>
    isBetter(notUpscaled, rival, keeper) ||
    (keeper.flaws.isPerhapsEnlarged &&
      !rival.flaws.isPerhapsEnlarged &&
      isBetter(pixels, keeper, rival) &&
      // What a camera wrote is not gained by enlarging.
      !isBetter(metadata, keeper, rival)),
};

const untouched: KeeperRule = {
  criterion: 'unedited',
  best: (candidates) =>
    highest(candidates, ({ flaws }) => (isTouched(flaws) ? 0 : 1)),
  words: (_winner, { flaws }) => {
    if (flaws.isFramed)
      return 'the other one has a border, a bar or blank corners';
    if (flaws.isPerhapsFramed) return 'the other one may have a border';
    if (flaws.isDrawnOn) return 'something was drawn on the other one';
    return flaws.isDecoloured
      ? 'the other one has lost its colours'
      : 'the other one has lost lights or shadows';
  },
  isStrong: (rival, keeper) =>
    isBetter(untouched, rival, keeper) ||
    // What a camera wrote is not gained with a border, so its picture is the one that was cropped.
    (keeper.flaws.isPerhapsFramed &&
      rival.flaws.isCropped &&
      !isBetter(metadata, keeper, rival)),
};

const pixels: KeeperRule = {
  criterion: 'pixels',
  best: (candidates) =>
    highest(
      candidates,
      (candidate) => Math.log(pixelCount(candidate)),
      Math.log(PIXELS_RATIO),
    ),
  words: (winner, loser) =>
    `more detail: ${sizeWords(winner)} instead of ${sizeWords(loser)}`,
  isStrong: (rival, keeper) =>
    !rival.flaws.isEnlarged && isBetter(pixels, rival, keeper),
};

const uncropped: KeeperRule = {
  criterion: 'uncropped',
  best: (candidates) =>
    highest(candidates, ({ flaws }) => (flaws.isCropped ? 0 : 1)),
  words: () => 'shows the whole picture; the other one is cropped',
  // An enlarged picture was made from the other: a plain margin around it came with that.
  isStrong: (rival, keeper) =>
    keeper.flaws.isCropped &&
    !rival.flaws.isCropped &&
    !(rival.flaws.isEnlarged && rival.flaws.isPerhapsFramed),
};

function isSavedAgain(flaws: PictureFlaws): boolean {
  return flaws.isResaved || flaws.isSavedTwice || flaws.isExported;
}

const notResaved: KeeperRule = {
  criterion: 'format-quality',
  best: (candidates) =>
    highest(candidates, ({ flaws }) => (isSavedAgain(flaws) ? 0 : 1)),
  words: (winner, loser) =>
    isSavedAgain(loser.flaws)
      ? `not saved again: ${qualityWords(winner)}, while the other (${qualityWords(loser)}) was made from it`
      : `the other one (${qualityWords(loser)}) holds nothing more and may have been made from it`,
  // What the keeper has from the camera, the rival was made from.
  isStrong: (rival, keeper) =>
    keeper.flaws.isPerhapsResaved &&
    !isSavedAgain(keeper.flaws) &&
    !rival.flaws.isPerhapsResaved &&
    isFiner(keeper, rival) &&
    isLikeSized(rival, keeper) &&
    !isSettledByFacts(keeper, rival),
};

/** Whether the first lost clearly less to its format than the second. */
function isFiner(first: KeeperCandidate, second: KeeperCandidate): boolean {
  // Equal pixels have lost equally; the lossless copy was made of the other.
  if (hasSamePixels(first, second)) return false;
  const gain = nominalQuality(first) - nominalQuality(second);
  if (first.photo.format === second.photo.format) return gain > JPEG_MARGIN;
  return nominalQuality(first) === LOSSLESS_QUALITY
    ? gain > 0
    : gain > FORMATS_MARGIN;
}

/** Both dates are credible, and the first file was there well before the second. */
function isOlder(first: KeeperCandidate, second: KeeperCandidate): boolean {
  const [before, after] = [first, second].map(credibleModifiedMs);
  return (
    before !== undefined && after !== undefined && before + TIME_STEP_MS < after
  );
}

/** Metadata that only the first has, or its age, say that the other was made from it. */
function isSettledByFacts(
  first: KeeperCandidate,
  second: KeeperCandidate,
): boolean {
  return isBetter(metadata, first, second) || isOlder(first, second);
}

/**
 * Whether a rival saved with finer steps was made from the keeper. Its pixels alone do not prove
 * it: a camera's q75 saved again as q95, and that as q75, ends in nearly the same pixels. Metadata that
 * only the keeper has settles it, or that the keeper is the older file, and so does a lossless
 * format, which no camera's JPEG came from.
 */
function isSurelyResaved(
  rival: KeeperCandidate,
  keeper: KeeperCandidate,
): boolean {
  if (rival.flaws.isSavedTwice) return true;
  return (
    rival.flaws.isResaved &&
    (nominalQuality(rival) === LOSSLESS_QUALITY ||
      isSettledByFacts(keeper, rival))
  );
}

const formatQuality: KeeperRule = {
  criterion: 'format-quality',
  best: (candidates) => {
    // The highest quality is beaten by none, so one always stays.
    const highestQuality = candidates.reduce(
      (most, one) => Math.max(most, nominalQuality(one)),
      0,
    );
    return unbeaten(
      candidates,
      isFiner,
      (one) => nominalQuality(one) < highestQuality,
    );
  },
  words: (winner, loser) =>
    `less compression: ${qualityWords(winner)} instead of ${qualityWords(loser)}`,
  isStrong: (rival, keeper) => {
    if (isDerived(rival.flaws) || isSurelyResaved(rival, keeper)) return false;
    return isLikeSized(rival, keeper)
      ? !rival.flaws.isCropped && isFiner(rival, keeper)
      : nominalQuality(keeper) <= DAMAGED_QUALITY &&
          nominalQuality(rival) >= nominalQuality(keeper) + DAMAGED_MARGIN &&
          pixelCount(rival) >= pixelCount(keeper) * DAMAGED_PIXEL_SHARE;
  },
};

const cameraFormat: KeeperRule = {
  criterion: 'format-quality',
  best: (candidates) =>
    highest(candidates, ({ photo }) =>
      CAMERA_FORMATS.has(photo.format) ? 1 : 0,
    ),
  words: (winner, loser) =>
    `cameras write ${formatName(winner.photo.format)}; the other one is ${formatName(loser.photo.format)}`,
  // A lossless file that was made from a fine JPEG shows no trace of it.
  isStrong: (rival, keeper) =>
    rival.photo.format === 'jpeg' &&
    nominalQuality(rival) >= TRACELESS_QUALITY &&
    nominalQuality(keeper) === LOSSLESS_QUALITY &&
    !CAMERA_FORMATS.has(keeper.photo.format) &&
    isLikeSized(rival, keeper) &&
    !hasSamePixels(rival, keeper) &&
    !isDerived(rival.flaws),
};

/** What the picture itself says, strongest first. */
export const PICTURE_RULES: readonly KeeperRule[] = [
  complete,
  notUpscaled,
  untouched,
  pixels,
  uncropped,
  notResaved,
];

/** What the format says; metadata, which a copy seldom gains, comes first. */
export const FORMAT_RULES: readonly KeeperRule[] = [
  formatQuality,
  cameraFormat,
];
