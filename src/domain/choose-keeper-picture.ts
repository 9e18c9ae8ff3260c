import { formatName, type ImageFormat } from './image-format.ts';
import {
  highest,
  isBetter,
  type KeeperCandidate,
  type KeeperRule,
} from './choose-keeper-rule.ts';

/**
 * From this share of missing detail on a picture counts as enlarged, if another copy has much
 * more. Pictures doubled in size were measured from 0.91 to 0.96; most others are under 0.7, but
 * soft ones reach 0.97 too, so the choice against the larger picture always abstains.
 */
const UPSCALED_DROP = 0.9;
/** The other copy must miss this much less… */
const UPSCALED_MARGIN = 0.3;
/** …and have at least this share of the pixels: beside a thumbnail every photo looks soft. */
const UPSCALED_PIXEL_SHARE = 1 / 16;
/** Pixel counts within this ratio are equal: a border or a crop by a few rows is no more detail. */
const PIXELS_RATIO = 1.05;
/** Nominal qualities within this are equal. */
const QUALITY_MARGIN = 5;
/** Under this blockiness a picture shows no trace of an earlier compression. */
const VISIBLE_BLOCKINESS = 0.05;
/**
 * A re-saved copy keeps at least this share of its source's blockiness. Measured on 15 photos:
 * q95 made of q75 keeps 0.99–1.03, q85 made of q60 0.86–1.05; a true q95 has 0.05–0.73 of a q75's.
 */
const KEPT_BLOCKINESS = 0.85;
/** At the same nominal quality, blockiness above this times the other's (and a little) was added. */
const ADDED_BLOCKINESS_RATIO = 1.25;
const ADDED_BLOCKINESS = 0.02;
/** At this nominal quality more pixels do not make up for the damage… */
const DAMAGED_QUALITY = 40;
/** …against a copy that is better by this much… */
const DAMAGED_MARGIN = 40;
/** …and has at least this share of the pixels. */
const DAMAGED_PIXEL_SHARE = 0.25;

const UNKNOWN_JPEG_QUALITY = 75;

/** How well a format usually keeps a photo, on the scale of JPEG qualities. */
const FORMAT_QUALITY: Record<Exclude<ImageFormat, 'jpeg'>, number> = {
  png: 100,
  bmp: 100,
  tiff: 100,
  psd: 100,
  raw: 100,
  svg: 100,
  heic: 92,
  jxl: 90,
  avif: 85,
  jp2: 85,
  webp: 80,
  ico: 60,
  gif: 50,
};

function pixelCount({ photo }: KeeperCandidate): number {
  return photo.widthPx * photo.heightPx;
}

function sizeWords({ photo }: KeeperCandidate): string {
  return `${photo.widthPx} × ${photo.heightPx}`;
}

/** What the file claims, before its blockiness is looked at. */
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

function hasSamePixels(a: KeeperCandidate, b: KeeperCandidate): boolean {
  return (
    a.fingerprint.pixels.length > 0 &&
    a.fingerprint.pixels === b.fingerprint.pixels
  );
}

function isLikeSized(a: KeeperCandidate, b: KeeperCandidate): boolean {
  const ratio = pixelCount(a) / pixelCount(b);
  return ratio <= PIXELS_RATIO && ratio >= 1 / PIXELS_RATIO;
}

/**
 * Whether a copy claims as good a quality as the other, or a better one, but shows compression
 * that its claim does not explain: a "q95" made of a q75. A true q95 would have next to none.
 */
function isResavedFrom(
  copy: KeeperCandidate,
  source: KeeperCandidate,
): boolean {
  if (!isLikeSized(copy, source)) return false;
  const gain = nominalQuality(copy) - nominalQuality(source);
  if (gain < 0) return false;
  if (hasSamePixels(copy, source)) return gain > 0;
  const before = source.photo.quality.blockiness;
  const after = copy.photo.quality.blockiness;
  if (gain === 0) {
    return after > before * ADDED_BLOCKINESS_RATIO + ADDED_BLOCKINESS;
  }
  return before >= VISIBLE_BLOCKINESS && after >= before * KEPT_BLOCKINESS;
}

/** Whether a copy has no more detail than the other, though it is as large or larger. */
function isEnlargedFrom(
  copy: KeeperCandidate,
  source: KeeperCandidate,
): boolean {
  const drop = copy.photo.quality.spectralDrop;
  const share = pixelCount(source) / pixelCount(copy);
  return (
    drop >= UPSCALED_DROP &&
    drop > source.photo.quality.spectralDrop + UPSCALED_MARGIN &&
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
  best: (candidates) =>
    // The one that misses least is enlarged from none, so one always stays.
    candidates.filter(
      (one) => !candidates.some((other) => isEnlargedFrom(one, other)),
    ),
  words: () => 'its detail is real; the other one looks enlarged',
  isStrong: (rival, keeper) => isBetter(notUpscaled, rival, keeper),
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
  isStrong: (rival, keeper) => isBetter(pixels, rival, keeper),
};

const formatQuality: KeeperRule = {
  criterion: 'format-quality',
  best: (candidates) => {
    // The least blocky of the lowest claim is re-saved from none, so one always stays.
    const first = candidates.filter(
      (one) => !candidates.some((other) => isResavedFrom(one, other)),
    );
    return highest(first, nominalQuality, QUALITY_MARGIN);
  },
  words: (winner, loser) =>
    isResavedFrom(loser, winner)
      ? `not saved again: ${qualityWords(winner)}, while the other (${qualityWords(loser)}) shows earlier compression`
      : `less compression: ${qualityWords(winner)} instead of ${qualityWords(loser)}`,
  isStrong: (rival, keeper) =>
    isLikeSized(rival, keeper)
      ? isBetter(formatQuality, rival, keeper) && !hasSamePixels(rival, keeper)
      : nominalQuality(keeper) <= DAMAGED_QUALITY &&
        nominalQuality(rival) >= nominalQuality(keeper) + DAMAGED_MARGIN &&
        pixelCount(rival) >= pixelCount(keeper) * DAMAGED_PIXEL_SHARE,
};

const uncropped: KeeperRule = {
  criterion: 'uncropped',
  best: (candidates) =>
    highest(candidates, ({ isCropped }) => (isCropped ? 0 : 1)),
  words: () => 'shows the whole picture; the other one is cropped',
  isStrong: (rival, keeper) => keeper.isCropped && !rival.isCropped,
};

/** What the picture itself says, strongest first. */
export const PICTURE_RULES: readonly KeeperRule[] = [
  complete,
  notUpscaled,
  pixels,
  formatQuality,
  uncropped,
];
