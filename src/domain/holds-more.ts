import type { Fingerprint } from './fingerprint.ts';
import { formatName, type ImageFormat } from './image-format.ts';
import type { GroupMember, PhotoSummary } from './group.ts';
import type { RelationKind } from './relation.ts';

/** A sensor's data, layers, shapes: formats that always hold more than the picture they show. */
const FORMATS: ReadonlySet<ImageFormat> = new Set<ImageFormat>([
  'raw',
  'psd',
  'svg',
]);

/** What of a file tells that its picture is not all there is to it. */
type Contents = Pick<PhotoSummary, 'format' | 'frameCount'>;

/** Whether a file holds more than the picture that was compared: equal pixels are not all of it. */
export function holdsMore({ format, frameCount }: Contents): boolean {
  return frameCount > 1 || FORMATS.has(format);
}

/**
 * Which of two files that look alike holds more than its picture, so that no rule may propose to
 * move the second for the first: of several frames only the first was compared, and a RAW, a PSD or
 * a drawing is not replaced by a picture of it. Nor is a picture of the full size, which was made of
 * it on purpose; a smaller one may go.
 * @returns undefined when the pictures are all there is to it, or the files are the same
 */
export function moreIn(
  kept: Contents,
  moved: Contents,
  relation: RelationKind,
): Contents | undefined {
  if (relation === 'identical-bytes') return undefined;
  if (moved.frameCount > 1 || kept.frameCount > 1) {
    return moved.frameCount > 1 ? moved : kept;
  }
  if (holdsMore(moved)) return moved;
  return holdsMore(kept) && relation !== 'resized' ? kept : undefined;
}

/** Why nothing is proposed for a copy although its picture is the kept one's; undefined when other reasons count. */
export function moreInWords(
  kept: Contents,
  { photo, relation }: Pick<GroupMember, 'photo' | 'relation'>,
): string | undefined {
  const more = moreIn(kept, photo, relation.kind);
  if (more === undefined) return undefined;
  return more.frameCount > 1
    ? 'Only the first picture of each file was compared, so this is left to you.'
    : `The ${formatName(more.format)} holds more than the picture that was compared, so this is left to you.`;
}

/** Cameras and programs cut a little off what a sensor has. */
const FULL_SIZE_SHARE = 0.8;

type Picture = Pick<Fingerprint, 'format' | 'widthPx' | 'heightPx'>;

/**
 * Whether these are a RAW and a picture of its full size: one shot in two forms, as RAW + JPEG in
 * one folder are, and no copies of each other, wherever they lie.
 */
export function areOneShot(first: Picture, second: Picture): boolean {
  const isFirstRaw = first.format === 'raw';
  if (isFirstRaw === (second.format === 'raw')) return false;
  const [raw, picture] = isFirstRaw ? [first, second] : [second, first];
  return (
    picture.widthPx * picture.heightPx >=
    FULL_SIZE_SHARE * raw.widthPx * raw.heightPx
  );
}
