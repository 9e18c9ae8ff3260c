import {
  CAPTION_CHARACTERS,
  KEYWORD_CHARACTERS,
  MOST_KEYWORDS,
} from './fingerprint.ts';

/** What cameras write where a caption belongs, in every picture. */
const CAMERA_CAPTIONS =
  /^(?:olympus digital camera|sony dsc|dsc|dcim|dji|default|digital camera|kodak digital still camera|minolta digital camera|samsung|exif_jpeg_picture|exif jpeg|my beautiful sample|untitled|ashampoo_snap.*)$/i;

/** Each keyword once, cleaned, in their order; no more and none longer than is kept. */
export function keywordTexts(texts: readonly string[]): string[] {
  const words = texts.flatMap(
    (text) => cleanText(text, KEYWORD_CHARACTERS) ?? [],
  );
  return [...new Set(words)].slice(0, MOST_KEYWORDS);
}

/** A caption, cleaned; undefined for none, and for what a camera writes by itself. */
export function captionText(value: unknown): string | undefined {
  const text = cleanText(value, CAPTION_CHARACTERS);
  return text === undefined || CAMERA_CAPTIONS.test(text) ? undefined : text;
}

/**
 * Trimmed text on one line; undefined when nothing is left. Never half a character pair.
 *
 * @param value text, or a list that begins with it; from a file, so nothing about it is sure
 */
export function cleanText(
  value: unknown,
  mostCharacters: number,
): string | undefined {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return undefined;
  const clean = text
    // Far more than is kept, so that the cleaning of a huge text stays cheap.
    .slice(0, mostCharacters * 4)
    .replace(/[\p{Cc}\p{Cs}\uFFFD\uFFFE\uFFFF\s]+/gu, ' ')
    .trim();
  const short = Array.from(clean);
  while (short.join('').length > mostCharacters) short.pop();
  const kept = short.join('').trim();
  return kept === '' ? undefined : kept;
}
