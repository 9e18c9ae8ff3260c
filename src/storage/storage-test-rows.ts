import type { Fingerprint } from '../domain/fingerprint.ts';
import {
  contentHash,
  pixelHash,
  rootId,
  type ContentHash,
  type RootId,
} from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { ScanRecord } from '../domain/scan-stage.ts';
import { readFilePage } from './files-store.ts';
import { openDatabase } from './open-database.ts';
import type { Database, StoredRoot } from './storage-schema.ts';

export const HOLIDAY = rootId('holiday');
export const PHONE = rootId('phone');

export function content(number: number): ContentHash {
  return contentHash(number.toString(16).padStart(64, '0'));
}

export function record(
  path: string,
  number: number,
  root = HOLIDAY,
): FileRecord {
  return {
    root,
    path,
    sizeBytes: 1000 + number,
    modifiedMs: 5,
    pipelineVersion: '1-fastest',
    outcome: {
      kind: 'fingerprinted',
      content: content(number),
      widthPx: 40,
      heightPx: 30,
    },
  };
}

/** Bytes as a view into a larger buffer, as they come out of a kernel. */
function view(length: number, seed: number): Uint8Array {
  const memory = new Uint8Array(65536).map((_, at) => (at * 7 + seed) % 256);
  return memory.subarray(64, 64 + length);
}

export function fingerprint(number: number): Fingerprint {
  return {
    content: content(number),
    pixels: pixelHash(number.toString(16).padStart(32, '0')),
    format: 'jpeg',
    widthPx: 40,
    heightPx: 30,
    frameCount: 1,
    isIncomplete: false,
    hashes: {
      pHash64: view(8, number + 10),
      pHash256: view(32, number + 11),
      pdq256: view(32, number + 3),
      pdqQuality: 90,
      aHash64: view(8, number + 4),
      aHash256: view(32, number + 5),
      dHash64: view(8, number + 6),
      dHash256: view(32, number + 7),
      wHash64: view(8, number + 8),
      wHash256: view(32, number + 9),
      dihedralPHash64: view(64, number + 10),
      dihedralPHash256: view(256, number + 11),
    },
    colour: view(48, number + 12),
    lumaThumb: view(1024, number + 13),
    flags: { isFlat: false, isDocument: true, isGraphic: false },
    quality: { sharpness: 12.5, spectralDrop: 0.1, blockiness: 0 },
    exif: { orientation: 6, hasGps: true, capturedAt: '2019-07-14T10:20:30' },
  };
}

export const SCAN: ScanRecord = {
  id: 'scan-1',
  roots: [HOLIDAY],
  startedMs: 10,
  updatedMs: 20,
  state: 'running',
  listed: 3,
  done: 2,
};

export const MEASURE: PairMeasure = {
  transform: 'turned-90',
  widthPx: 512,
  heightPx: 384,
  ncc: 0.99,
  worstTileNcc: 0.9,
  badTileShare: 0,
  worstTileDifference: 3,
  gain: 1,
  offset: 0,
  overlap: 1,
};

export function root(id: RootId = HOLIDAY, lastUsedMs = 1): StoredRoot {
  return { id, label: id, source: 'picker', protection: 'normal', lastUsedMs };
}

/** A connection; throws where the browser would have to explain. */
export async function openForTest(): Promise<Database> {
  const result = await openDatabase();
  if (result.kind !== 'open') throw new Error(result.detail);
  return result.db;
}

/** All files seen in a root, in one page. */
export async function filesIn(
  db: Database,
  root: RootId,
): Promise<readonly FileRecord[]> {
  return (await readFilePage(db, root, undefined, Infinity)).files;
}
