import { loadView } from 'exifreader';
import { ByteReader } from './byte-reader.ts';
import { FrugalView } from './frugal-view.ts';
import { jpegSegments } from './headers/jpeg-header.ts';
import { mayHoldTags } from './jpeg-tag-segments.ts';
import { pngTags } from './png-parts.ts';
import { rawTags } from './raw/raw-tags.ts';
import { readRaw } from './raw/read-raw.ts';
import { captionOf, keywordsOf, placeOf } from './read-notes.ts';
import type { ExifFacts, ExifOrientation } from '../domain/fingerprint.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import { starsOf, starsOfPercent } from '../domain/star-rating.ts';

/** Where the metadata of most JPEGs ends: APP segments hold 64 KB each, and few files have more than three. */
const JPEG_HEAD_BYTES = 256 * 1024;
/**
 * Numbers that tags may be read from: exifreader takes 16 bytes of heap for each, and allows four
 * times as many as the file has bytes.
 */
const MOST_READS = 4_000_000;
/** A rating sits in the first packet of XMP. */
const XMP_HEAD_BYTES = 256 * 1024;

const APP1 = 0xe1;
const APP13 = 0xed;

const FORMATS_WITH_EXIF: readonly ImageFormat[] = [
  'jpeg',
  'png',
  'webp',
  'avif',
  'heic',
  'jxl',
  'tiff',
];

/** Only these are looked up, which also keeps maker notes and thumbnails from being parsed. */
const WANTED_TAGS = {
  exif: [
    'Orientation',
    'Make',
    'Model',
    'LensModel',
    'Software',
    'DateTimeOriginal',
    'DateTimeDigitized',
    'SubSecTimeOriginal',
    'SubSecTimeDigitized',
    'Rating',
    'ImageDescription',
    'ExposureTime',
    'ExposureBiasValue',
    'GPSLatitude',
    'GPSLatitudeRef',
    'GPSLongitude',
    'GPSLongitudeRef',
  ],
  iptc: ['Keywords', 'Caption/Abstract'],
};

/** A night, in seconds; more is damage, and so is what is divided by 0. */
const MOST_EXPOSURE = 1e5;

const NO_FACTS: ExifFacts = { orientation: 1, hasGps: false };

/** What of exifreader's answer is used. Values are untrusted: any type may stand anywhere. */
export type Tags = Partial<Record<string, { value?: unknown }>>;

/**
 * The facts a person or the keeper needs from EXIF and XMP. Never throws: metadata that cannot be
 * read is metadata that is not there.
 * @param bytes The picture, from its first byte.
 */
export function readExif(
  format: ImageFormat,
  bytes: Uint8Array<ArrayBuffer>,
): ExifFacts {
  if (format === 'raw') return readRawExif(bytes);
  if (!FORMATS_WITH_EXIF.includes(format)) return NO_FACTS;
  const xmpBytes = xmpPart(format, bytes);
  const hasTags = format !== 'jpeg' || mayHoldTags(bytes);
  if (!hasTags && xmpBytes.length === 0) return NO_FACTS;
  const tags = hasTags ? loadTags(format, bytes) : {};
  const xmp = xmpText(xmpBytes);
  const rating = starsOf(tags['Rating']?.value) ?? xmpRating(xmp);
  return { ...factsOf(tags, xmp), ...optional('rating', rating) };
}

function factsOf(tags: Tags, xmp: string): ExifFacts {
  return {
    orientation: orientationOf(tags['Orientation']?.value),
    hasGps: tags['GPSLatitude'] !== undefined,
    ...captureTime(tags),
    ...optional('cameraMake', textOf(tags['Make']?.value)),
    ...optional('cameraModel', textOf(tags['Model']?.value)),
    ...optional('lens', textOf(tags['LensModel']?.value)),
    ...optional('software', textOf(tags['Software']?.value)),
    ...optional('place', placeOf(tags)),
    ...optional('keywords', keywordsOf(tags, xmp)),
    ...optional('caption', captionOf(tags, xmp)),
    ...optional('exposureTimeS', fractionOf(tags['ExposureTime']?.value)),
    ...optional('exposureBiasEv', fractionOf(tags['ExposureBiasValue']?.value)),
  };
}

/** From the directories of the raw file; where it has none, from its preview. */
function readRawExif(bytes: Uint8Array<ArrayBuffer>): ExifFacts {
  const { preview, clues } = readRaw(bytes);
  if (clues.blocks.length === 0) {
    if (!preview) return NO_FACTS;
    const { startByte, endByte } = preview;
    return readExif('jpeg', bytes.subarray(startByte, endByte));
  }
  const tags = rawTags(clues.blocks);
  const xmp = xmpText(bytes);
  return { ...factsOf(tags, xmp), ...optional('rating', xmpRating(xmp)) };
}

function loadTags(format: ImageFormat, bytes: Uint8Array<ArrayBuffer>): Tags {
  try {
    const view = FrugalView.of(partWithTags(format, bytes), MOST_READS);
    return { ...loadView(view, { includeTags: WANTED_TAGS }) };
  } catch {
    // exifreader throws on files without metadata as on broken ones.
    return {};
  }
}

/** Without pixels and long notes, where they can be told: they are not to use up the reads. */
function partWithTags(
  format: ImageFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (format === 'jpeg') return bytes.subarray(0, jpegTagsEnd(bytes));
  return format === 'png' ? pngTags(bytes) : bytes;
}

/** At least JPEG_HEAD_BYTES; further where EXIF or IPTC stands behind other large segments. */
function jpegTagsEnd(bytes: Uint8Array): number {
  let end = JPEG_HEAD_BYTES;
  const reader = new ByteReader(bytes);
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    const hasTags =
      (marker === APP1 && reader.isText(dataAt, 'Exif\0\0')) ||
      (marker === APP13 && reader.isText(dataAt, 'Photoshop 3.0\0'));
    if (hasTags) end = Math.max(end, endAt);
  }
  return Math.min(end, bytes.length);
}

function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): Partial<Record<K, V>> {
  // `exactOptionalPropertyTypes`: an absent fact is an absent key.
  const out: Partial<Record<K, V>> = {};
  if (value !== undefined) out[key] = value;
  return out;
}

function orientationOf(value: unknown): ExifOrientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}

/** Trimmed text without control characters, at most 64 characters; undefined when nothing is left. */
function textOf(value: unknown): string | undefined {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return undefined;
  const clean = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 64);
  return clean === '' ? undefined : clean;
}

/** A rational as a number; undefined where it is none, or out of reason. */
function fractionOf(value: unknown): number | undefined {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  const [above, below] = parts;
  if (typeof above !== 'number' || typeof below !== 'number') return undefined;
  const number = above / below;
  return Math.abs(number) <= MOST_EXPOSURE ? number : undefined;
}

/** `2024:05:31 12:00:00` → `2024-05-31T12:00:00`; cameras without a set clock write zeros. */
function captureTime(tags: Tags): Pick<ExifFacts, 'capturedAt' | 'subSecondS'> {
  for (const name of ['Original', 'Digitized']) {
    const text = textOf(tags[`DateTime${name}`]?.value) ?? '';
    const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(text);
    const [, year, month, day, time] = match ?? [];
    const iso = `${year}-${month}-${day}T${time}`;
    if (!match || Number.isNaN(Date.parse(`${iso}Z`))) continue;
    const digits = textOf(tags[`SubSecTime${name}`]?.value) ?? '';
    const subSecondS = /^\d{1,9}$/.test(digits) ? Number(`0.${digits}`) : 0;
    return { capturedAt: iso, ...(subSecondS > 0 ? { subSecondS } : {}) };
  }
  return {};
}

const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0';

/** Where XMP can be. In a JPEG it has a segment of its own, and most have none. */
function xmpPart(format: ImageFormat, bytes: Uint8Array): Uint8Array {
  if (format !== 'jpeg') return bytes;
  const reader = new ByteReader(bytes);
  for (const { marker, dataAt, endAt } of jpegSegments(reader)) {
    if (marker === APP1 && reader.isText(dataAt, XMP_NAME)) {
      return bytes.subarray(dataAt, endAt);
    }
  }
  return bytes.subarray(0, 0);
}

/** What may hold XMP, as text; what is not UTF-8 becomes U+FFFD. */
function xmpText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, XMP_HEAD_BYTES));
}

/** A number in XMP, as attribute or element; a worker has no XML parser, and one number needs none. */
function xmpNumber(text: string, name: string): number | undefined {
  const match = new RegExp(`${name}(?:=["']|>)(-?\\d{1,3})[."'<]`).exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Stars as most programs write them, else as Windows does. */
function xmpRating(text: string): number | undefined {
  return (
    starsOf(xmpNumber(text, 'xmp:Rating')) ??
    starsOfPercent(xmpNumber(text, 'MicrosoftPhoto:Rating'))
  );
}
