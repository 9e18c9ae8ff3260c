import { estimateJpegQuality } from './jpeg-quality.ts';
import { inOnePiece } from './in-one-piece.ts';
import { hashContent } from './pixel-hash.ts';
import { readFile, type ReadFile } from './read-file.ts';
import {
  reducePhoto,
  type AnalyzerTools,
  type ReducedPhoto,
} from './reduce-photo.ts';
import { contentHash } from '../domain/photo-id.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type {
  AnalyzeJob,
  AnalyzeOutcome,
  AnalyzeTimes,
} from '../protocol/analyzer-protocol.ts';

/**
 * One file from bytes to fingerprint. Every byte is read once. What is wrong with a file comes
 * back as `skipped`; a rejection is a bug.
 */
export async function analyzePhoto(
  tools: AnalyzerTools,
  job: AnalyzeJob,
): Promise<AnalyzeOutcome> {
  const times: AnalyzeTimes = {
    readMs: 0,
    hashMs: 0,
    decodeMs: 0,
    fingerprintMs: 0,
  };
  const lap = stopwatch();
  const read = await readFile(job.file);
  times.readMs = lap();
  if (read.kind === 'failed') {
    return skipped(read.failure, read.bytesRead, times);
  }
  try {
    return await analyzeFile(tools, read.file, job.settings, times, lap);
  } finally {
    // A fingerprint is made of copies; nothing of it lies in the file's memory.
    read.giveBack();
  }
}

async function analyzeFile(
  tools: AnalyzerTools,
  file: ReadFile,
  settings: FingerprintSettings,
  times: AnalyzeTimes,
  lap: () => number,
): Promise<AnalyzeOutcome> {
  const bytesRead = file.bytes.length;
  const content = hashContent(file.bytes).then(contentHash);
  const reduced = await reducePhoto(tools, file, content, settings);
  const measureMs = reduced.kind === 'reduced' ? reduced.measured.tookMs : 0;
  times.decodeMs = lap() - measureMs;
  // Waited for on every way out, so that its time never falls to the next file.
  await content;
  times.hashMs = lap();
  if (reduced.kind === 'failed') {
    return skipped(reduced.failure, bytesRead, times);
  }
  const fingerprint = fingerprintOf(
    await content,
    reduced,
    jpegQualityOf(reduced, file),
  );
  times.fingerprintMs = measureMs + lap();
  return { kind: 'fingerprinted', fingerprint, bytesRead, times };
}

function jpegQualityOf(
  { format }: ReducedPhoto,
  { bytes, startByte }: ReadFile,
): number | undefined {
  return format === 'jpeg'
    ? estimateJpegQuality(bytes.subarray(startByte))
    : undefined;
}

function fingerprintOf(
  content: Fingerprint['content'],
  photo: ReducedPhoto,
  jpegQuality: number | undefined,
): Fingerprint {
  const { flags, sharpness, frame, ...bytes } = photo.measured;
  const { pdqQuality, ...hashBytes } = bytes.hashes;
  const { colour, lumaThumb, ...hashes } = inOnePiece({
    ...hashBytes,
    colour: bytes.colour,
    lumaThumb: bytes.lumaThumb,
  });
  return {
    content,
    pixels: photo.pixels,
    format: photo.format,
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
    frameCount: photo.frameCount,
    isIncomplete: photo.isIncomplete,
    exif: photo.exif,
    ...(frame === undefined ? {} : { frame }),
    hashes: { ...hashes, pdqQuality },
    colour,
    lumaThumb,
    flags,
    quality: {
      sharpness,
      ...photo.fullSize,
      ...(jpegQuality === undefined ? {} : { jpegQuality }),
    },
  };
}

function skipped(
  failure: PhotoFailure,
  bytesRead: number,
  times: AnalyzeTimes,
): AnalyzeOutcome {
  return { kind: 'skipped', failure, bytesRead, times };
}

/** Each call gives the ms since the one before. */
function stopwatch(): () => number {
  let since = performance.now();
  return () => {
    const now = performance.now();
    const elapsedMs = now - since;
    since = now;
    return elapsedMs;
  };
}
