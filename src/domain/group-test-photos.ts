import type { ContentCopies } from './build-groups.ts';
import { NO_FLAWS, type PictureFlaws } from './choose-keeper-flaws.ts';
import type { KeeperCandidate } from './choose-keeper.ts';
import {
  THUMB_SIDE,
  type ExifFacts,
  type Fingerprint,
  type PerceptualHashes,
  type QualityMeasures,
} from './fingerprint.ts';
import type { PhotoSummary } from './group.ts';
import {
  contentHash,
  copyKey,
  fileKey,
  pixelHash,
  rootId,
  type ContentHash,
  type PixelHash,
} from './photo-id.ts';
import type { PhotoNotes } from './photo-notes.ts';
import type { FileRecord } from './photo.ts';

/** Photos for tests: everything has a plain default, and a test names what it is about. */

/** A content hash that tells its name: tests stay readable. */
export function testContent(name: string): ContentHash {
  const hex = Array.from(name, (char) =>
    char.charCodeAt(0).toString(16).padStart(2, '0'),
  ).join('');
  return contentHash(hex.padEnd(64, '0'));
}

/** A pixel hash for a name: FNV-1a and a sum of products, 64 bits each. '' has none. */
function testPixels(name: string): PixelHash {
  if (name === '') return pixelHash('');
  let [low, high] = [0xcbf29ce484222325n, 0x84222325cbf29ce4n];
  for (const char of name) {
    const code = BigInt(char.charCodeAt(0));
    low = BigInt.asUintN(64, (low ^ code) * 0x100000001b3n);
    high = BigInt.asUintN(64, (high + code) * 0x9e3779b97f4a7c15n);
  }
  return pixelHash(
    [low, high].map((half) => half.toString(16).padStart(16, '0')).join(''),
  );
}

function testHashes(): PerceptualHashes {
  return {
    pHash64: new Uint8Array(8),
    pHash256: new Uint8Array(32),
    pdq256: new Uint8Array(32),
    pdqQuality: 100,
    aHash64: new Uint8Array(8),
    aHash256: new Uint8Array(32),
    dHash64: new Uint8Array(8),
    dHash256: new Uint8Array(32),
    wHash64: new Uint8Array(8),
    wHash256: new Uint8Array(32),
    dihedralPHash64: new Uint8Array(64),
    dihedralPHash256: new Uint8Array(256),
  };
}

/** What a test may say of a photo. */
export interface TestPhoto {
  name?: string;
  /** Name of the decoded pixels; by default no other content has the same. '' is a missing hash. */
  pixels?: string;
  exif?: Partial<ExifFacts>;
  quality?: Partial<QualityMeasures>;
  facts?: Partial<
    Pick<
      Fingerprint,
      | 'format'
      | 'widthPx'
      | 'heightPx'
      | 'frameCount'
      | 'isIncomplete'
      | 'flags'
    >
  >;
  hashes?: PerceptualHashes;
}

/** A 4000 × 3000 JPEG without metadata. */
export function testFingerprint(photo: TestPhoto = {}): Fingerprint {
  const name = photo.name ?? 'photo';
  return {
    content: testContent(name),
    pixels: testPixels(photo.pixels ?? `pixels of ${name}`),
    format: 'jpeg',
    widthPx: 4000,
    heightPx: 3000,
    frameCount: 1,
    isIncomplete: false,
    hashes: photo.hashes ?? testHashes(),
    colour: new Uint8Array(48).fill(128),
    lumaThumb: new Uint8Array(THUMB_SIDE * THUMB_SIDE),
    flags: { isFlat: false, isDocument: false, isGraphic: false },
    quality: {
      sharpness: 100,
      spectralDrop: 0.2,
      blockiness: 0,
      // Only JPEGs have one.
      ...((photo.facts?.format ?? 'jpeg') === 'jpeg' && { jpegQuality: 90 }),
      ...photo.quality,
    },
    exif: { orientation: 1, hasGps: false, ...photo.exif },
    ...photo.facts,
  };
}

/** A file that holds a content. */
export function testFile(
  fingerprint: Fingerprint,
  path: string,
  more: { root?: string; modifiedMs?: number; sizeBytes?: number } = {},
): FileRecord {
  return {
    root: rootId(more.root ?? 'root'),
    path,
    sizeBytes: more.sizeBytes ?? 1000,
    modifiedMs: more.modifiedMs ?? Date.UTC(2020, 0, 1),
    pipelineVersion: 'test',
    outcome: {
      kind: 'fingerprinted',
      content: fingerprint.content,
      widthPx: fingerprint.widthPx,
      heightPx: fingerprint.heightPx,
    },
  };
}

/** One content with files at these paths. */
export function testCopies(
  photo: TestPhoto,
  paths: readonly string[],
): ContentCopies {
  const fingerprint = testFingerprint(photo);
  return {
    fingerprint,
    files: paths.map((path) => testFile(fingerprint, path)),
  };
}

/** A candidate for the keeper's place. */
export function testCandidate(
  photo: TestPhoto & {
    path?: string;
    modifiedMs?: number;
    isProtected?: boolean;
    pinnedMs?: number;
    flaws?: Partial<PictureFlaws>;
    sidecarNotes?: PhotoNotes;
  } = {},
): KeeperCandidate {
  const fingerprint = testFingerprint(photo);
  const path = photo.path ?? `${photo.name ?? 'photo'}.jpg`;
  const file = testFile(fingerprint, path, {
    ...(photo.modifiedMs === undefined ? {} : { modifiedMs: photo.modifiedMs }),
  });
  const summary: PhotoSummary = {
    root: file.root,
    path,
    sizeBytes: file.sizeBytes,
    modifiedMs: file.modifiedMs,
    key: fileKey(file.root, path),
    copy: copyKey(fingerprint.content, 0),
    copies: 1,
    content: fingerprint.content,
    format: fingerprint.format,
    widthPx: fingerprint.widthPx,
    heightPx: fingerprint.heightPx,
    frameCount: fingerprint.frameCount,
    isProtected: photo.isProtected ?? false,
    exif: fingerprint.exif,
    quality: fingerprint.quality,
    ...(photo.sidecarNotes ? { sidecarNotes: photo.sidecarNotes } : {}),
  };
  return {
    photo: summary,
    fingerprint,
    pinnedMs: photo.pinnedMs ?? 0,
    flaws: { ...NO_FLAWS, ...photo.flaws },
  };
}
