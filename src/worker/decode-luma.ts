import { decodeBytes } from './decode-photo.ts';
import { hashContent } from './pixel-hash.ts';
import { readFile, type ReadFile } from './read-file.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { LumaRaster } from './kernels/raster.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';

export type LumaOutcome =
  | { kind: 'decoded'; luma: LumaRaster }
  | { kind: 'failed'; failure: PhotoFailure };

/** The long side at which two pictures are compared, px. */
const LONG_SIDE_PX = 512;

/** Quarter of a megabyte each at most. */
const MOST_KEPT = 48;

/**
 * Least recently used first, by content. A keeper compared with many candidates is decoded once.
 * Not keyed by name, size and date: a copy gone bad on disk has the same, and must not pass for
 * its original. Reading and hashing again costs a tenth of decoding.
 */
const kept = new Map<string, Promise<LumaOutcome>>();

/** The upright luma of a picture, long side at most 512 px, for the second look. */
export async function decodeLuma(
  kernels: Kernels,
  file: FileBytes,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const read = await readFile(file);
  if (read.kind === 'failed') {
    return { kind: 'failed', failure: read.failure };
  }
  const content = await hashContent(read.file.bytes);
  const key = `${settings.decoders} ${settings.maxMegapixels} ${content}`;
  const outcome = kept.get(key) ?? decodeFresh(kernels, read.file, settings);
  kept.delete(key);
  kept.set(key, outcome);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    kept.delete(oldest);
  }
  return outcome;
}

async function decodeFresh(
  kernels: Kernels,
  file: ReadFile,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const photo = await decodeBytes(file, settings);
  if (photo.kind === 'failed') return photo;
  const { rgba, widthPx, heightPx } = photo;
  const full = kernels.lumaOf(kernels.reduceToRaster(rgba, widthPx, heightPx));
  const scale = LONG_SIDE_PX / Math.max(full.widthPx, full.heightPx);
  if (scale >= 1) return { kind: 'decoded', luma: full };
  const luma = kernels.resizeLuma(
    full,
    Math.max(1, Math.round(full.widthPx * scale)),
    Math.max(1, Math.round(full.heightPx * scale)),
  );
  return { kind: 'decoded', luma };
}
