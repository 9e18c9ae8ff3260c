import { middlePatch, type PictureSample } from './compare/picture-sample.ts';
import { decodeBytes } from './decode-photo.ts';
import { jpegLumaSteps } from './jpeg-quality.ts';
import { hashContent } from './pixel-hash.ts';
import { srgbRaster } from './srgb-raster.ts';
import { readFile, type ReadFile } from './read-file.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';

export type LumaOutcome =
  | { kind: 'decoded'; sample: PictureSample }
  | { kind: 'failed'; failure: PhotoFailure };

/** The long side at which two pictures are compared, px. */
const LONG_SIDE_PX = 512;

/** Half a megabyte each at most. */
const MOST_KEPT = 48;

/**
 * Least recently used first, by content. A keeper compared with many candidates is decoded once.
 * Not keyed by name, size and date: a copy gone bad on disk has the same, and must not pass for
 * its original. Reading and hashing again costs a tenth of decoding.
 */
const kept = new Map<string, Promise<LumaOutcome>>();

/** What the second look takes of a picture: it small and whole, and its middle at full size. */
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
  const full = kernels.lumaOf(srgbRaster(kernels, photo));
  const scale = Math.min(
    1,
    LONG_SIDE_PX / Math.max(full.widthPx, full.heightPx),
  );
  const steps =
    photo.format === 'jpeg'
      ? jpegLumaSteps(file.bytes.subarray(file.startByte))
      : undefined;
  const sample: PictureSample = {
    luma:
      scale === 1
        ? full
        : kernels.resizeLuma(
            full,
            Math.max(1, Math.round(full.widthPx * scale)),
            Math.max(1, Math.round(full.heightPx * scale)),
          ),
    patch: middlePatch(rgba, widthPx, heightPx),
    widthPx,
    heightPx,
    ...(steps === undefined ? {} : { steps }),
  };
  return { kind: 'decoded', sample };
}
