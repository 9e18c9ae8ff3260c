import type { ContentCopies, GroupingInput } from './build-groups-input.ts';
import { pictureKey, type PictureKey } from './build-groups-input.ts';
import { chooseKeeper, type KeeperCandidate } from './choose-keeper.ts';
import type { PhotoSummary } from './group.ts';
import { copyKey, fileKey, type ContentHash } from './photo-id.ts';

/** One content on the way into a group. */
export interface ContentNode {
  content: ContentHash;
  picture: PictureKey;
  copies: ContentCopies;
  /** All files of the content by file key, so that the place is the copy's rank. */
  photos: readonly KeeperCandidate[];
  /** The file that would be kept of them. */
  best: KeeperCandidate;
}

function photoSummary(
  copies: ContentCopies,
  at: number,
  file: ContentCopies['files'][number],
  input: GroupingInput,
): PhotoSummary {
  const { fingerprint } = copies;
  return {
    root: file.root,
    path: file.path,
    sizeBytes: file.sizeBytes,
    modifiedMs: file.modifiedMs,
    key: fileKey(file.root, file.path),
    copy: copyKey(fingerprint.content, at),
    copies: copies.files.length,
    content: fingerprint.content,
    format: fingerprint.format,
    widthPx: fingerprint.widthPx,
    heightPx: fingerprint.heightPx,
    frameCount: fingerprint.frameCount,
    isProtected: input.protectedRoots.has(file.root),
    exif: fingerprint.exif,
    quality: fingerprint.quality,
  };
}

/** Prepares one content: ranks its copies and picks the one to keep. */
export function contentNode(
  copies: ContentCopies,
  input: GroupingInput,
): ContentNode {
  const { fingerprint } = copies;
  const picture = pictureKey(fingerprint);
  const isCropped = input.edges.isCropped(picture);
  const files = copies.files
    .map((file) => ({ file, key: fileKey(file.root, file.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const decided = input.decisions.ofCopies(
    fingerprint.content,
    files.map(({ key }) => key),
  );
  const photos = files.map(({ file }, at): KeeperCandidate => {
    const photo = photoSummary(copies, at, file, input);
    const { pinnedMs = 0, state } = decided[at] ?? {};
    return { photo, fingerprint, pinnedMs, isCropped, decided: state };
  });
  return {
    content: fingerprint.content,
    picture,
    copies,
    photos,
    best: chooseKeeper(photos),
  };
}
