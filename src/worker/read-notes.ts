import {
  isGeoPoint,
  MOST_KEYWORDS,
  type GeoPoint,
} from '../domain/fingerprint.ts';
import { captionText, cleanText, keywordTexts } from '../domain/note-texts.ts';
import { xmpTexts } from '../domain/xmp-texts.ts';
import type { Tags } from './read-exif.ts';

/** The place of capture, from degrees, minutes and seconds. undefined where any of it is no place. */
export function placeOf(tags: Tags): GeoPoint | undefined {
  const latitudeDeg = degreesOf(tags, 'GPSLatitude', 'N', 'S');
  const longitudeDeg = degreesOf(tags, 'GPSLongitude', 'E', 'W');
  const place = { latitudeDeg, longitudeDeg };
  return isGeoPoint(place) ? place : undefined;
}

/** Seven decimals are a centimetre. */
const DECIMALS = 1e7;

function degreesOf(
  tags: Tags,
  name: string,
  positive: string,
  negative: string,
): number | undefined {
  const sign = cleanText(tags[`${name}Ref`]?.value, 1)?.toUpperCase();
  if (sign !== positive && sign !== negative) return undefined;
  const value: unknown = tags[name]?.value;
  if (!Array.isArray(value)) return undefined;
  const parts: readonly unknown[] = value;
  const [degrees, minutes = 0, seconds = 0] = parts.map(quotient);
  const sum = (degrees ?? NaN) + minutes / 60 + seconds / 3600;
  // NaN and infinite values are no places, which the caller checks.
  const rounded = Math.round(sum * DECIMALS) / DECIMALS;
  return sign === negative ? -rounded : rounded;
}

function quotient(part: unknown): number {
  if (!Array.isArray(part)) return NaN;
  const pair: readonly unknown[] = part;
  const [above, below] = pair;
  return typeof above === 'number' && typeof below === 'number'
    ? above / below
    : NaN;
}

/** Keywords of XMP, else of IPTC. */
export function keywordsOf(
  tags: Tags,
  xmp: string,
): readonly string[] | undefined {
  const inXmp = keywordTexts(xmpTexts(xmp, 'dc:subject', MOST_KEYWORDS));
  const words =
    inXmp.length > 0 ? inXmp : keywordTexts(iptcTexts(tags['Keywords']));
  return words.length === 0 ? undefined : words;
}

/** The caption in XMP, else in IPTC, else in EXIF; what a camera writes by itself is none. */
export function captionOf(tags: Tags, xmp: string): string | undefined {
  const texts = [
    xmpTexts(xmp, 'dc:description', 1)[0],
    iptcTexts(tags['Caption/Abstract'])[0],
    tags['ImageDescription']?.value,
  ];
  for (const each of texts) {
    const text = captionText(each);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Repeated IPTC fields come as a list, their values as bytes. */
function iptcTexts(tag: unknown): string[] {
  const tags: readonly unknown[] = Array.isArray(tag) ? tag : [tag];
  return tags.slice(0, MOST_KEYWORDS).flatMap((each) => {
    if (typeof each !== 'object' || each === null) return [];
    const value: unknown = Reflect.get(each, 'value');
    const isBytes = (part: unknown): part is number =>
      typeof part === 'number' && part >= 0 && part < 256;
    return Array.isArray(value) && value.every(isBytes)
      ? [decoded(Uint8Array.from(value))]
      : [];
  });
}

/** UTF-8, else what older programs wrote: few say which. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
