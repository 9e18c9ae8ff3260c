import {
  pictureKey,
  type ContentCopies,
  type GroupingRules,
  type PictureKey,
} from './build-groups-input.ts';
import type { PictureFlaws } from './choose-keeper-flaws.ts';
import { chooseKeeper, type KeeperCandidate } from './choose-keeper.ts';
import { companionKind } from './companion-files.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Companion, PhotoSummary } from './group.ts';
import { copyKey, fileKey, type ContentHash } from './photo-id.ts';
import { fileName, type FileRecord } from './photo.ts';
import { sidecarNotes } from './sidecar-notes.ts';

/** One content on the way into a group. */
export interface ContentNode {
  content: ContentHash;
  picture: PictureKey;
  fingerprint: Fingerprint;
  /** All files of the content by file key, so that the place is the copy's rank. */
  photos: readonly KeeperCandidate[];
  /** The file that would be kept of them. */
  best: KeeperCandidate;
}

function companion(file: FileRecord): Companion {
  const { root, path, sizeBytes, modifiedMs, outcome } = file;
  const content = outcome.kind === 'skipped' ? undefined : outcome.content;
  return {
    root,
    path,
    sizeBytes,
    modifiedMs,
    key: fileKey(root, path),
    kind: companionKind(fileName(path)),
    ...(content === undefined ? {} : { content }),
  };
}

function companions(
  file: FileRecord,
  { exif }: Fingerprint,
  { filesOfShot }: GroupingRules,
): Pick<PhotoSummary, 'shot' | 'companions' | 'sidecarNotes'> {
  if (file.shot === undefined || filesOfShot === undefined) return {};
  const others = [...filesOfShot(file)].filter(
    ({ path }) => path !== file.path,
  );
  if (others.length === 0) return {};
  const notes = sidecarNotes({ path: file.path, exif }, others);
  return {
    shot: file.shot,
    ...(notes === undefined ? {} : { sidecarNotes: notes }),
    companions: others
      .map(companion)
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function photoSummary(
  copies: ContentCopies,
  at: number,
  file: ContentCopies['files'][number],
  input: GroupingRules,
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
    ...companions(file, fingerprint, input),
  };
}

/** Prepares one content: ranks its copies and picks the one to keep. */
export function contentNode(
  copies: ContentCopies,
  input: GroupingRules,
): ContentNode {
  const { fingerprint } = copies;
  const picture = pictureKey(fingerprint);
  const flaws = input.edges.flaws(picture);
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
    return { photo, fingerprint, pinnedMs, flaws, decided: state };
  });
  return {
    content: fingerprint.content,
    picture,
    fingerprint,
    photos,
    best: chooseKeeper(photos, input.keeperRules),
  };
}

/** The same content, with other second looks speaking against it. */
export function nodeWithFlaws(
  node: ContentNode,
  flaws: PictureFlaws,
  { keeperRules }: GroupingRules,
): ContentNode {
  const photos = node.photos.map((photo) => ({ ...photo, flaws }));
  return { ...node, photos, best: chooseKeeper(photos, keeperRules) };
}
