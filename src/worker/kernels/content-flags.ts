import type { ContentFlags } from '../../domain/fingerprint.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { type LoadedRaster, loadRaster } from './loaded-raster.ts';
import type { RgbRaster } from './raster.ts';

const FLAT_LUMA_DEVIATION = 6;

/** A page: most of it paper, and hardly any colour in the whole. */
const DOCUMENT_PAPER_SHARE = 0.55;
const DOCUMENT_MEAN_CHROMA = 20;

/**
 * A graphic: most pixels repeat their neighbour (a photo's never do, not even after a box
 * filter, except where it is clipped), and few colours cover most of it.
 */
const GRAPHIC_REPEAT_SHARE = 0.6;
const GRAPHIC_COLOURS = 32;
const GRAPHIC_COLOUR_SHARE = 0.75;

/** What contentFlags decides from. Shares are of all pixels, 0–1. */
export interface ContentCounts {
  lumaDeviation: number;
  paperShare: number;
  meanChroma: number;
  /** Of the pixels that have a left neighbour; 0 when none has. */
  repeatShare: number;
  /**
   * Of the pixels in the 32 most frequent colours at 5 bits per channel; 0, and not counted, where
   * too few pixels repeat their neighbour for a graphic.
   */
  commonColourShare: number;
}

function countContent(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: LoadedRaster,
): ContentCounts {
  const { red, green, blue, luma, widthPx, heightPx } = raster;
  const pixels = widthPx * heightPx;
  const out = memory.take(5 * 8);
  kernels.contentCounts(red, green, blue, luma, widthPx, heightPx, out);
  const [sum = 0, squares = 0, paper = 0, chroma = 0, repeats = 0] =
    memory.readF64(out, 5);
  const mean = sum / pixels;
  const repeatShare = repeats / Math.max(1, (widthPx - 1) * heightPx);
  return {
    lumaDeviation: Math.sqrt(Math.max(0, squares / pixels - mean * mean)),
    paperShare: paper / pixels,
    meanChroma: chroma / pixels,
    repeatShare,
    commonColourShare:
      repeatShare > GRAPHIC_REPEAT_SHARE
        ? commonColours(kernels, memory, raster) / pixels
        : 0,
  };
}

/** Pixels of the most frequent colours. Counting them takes longer than all the rest. */
function commonColours(
  kernels: KernelExports,
  memory: KernelMemory,
  { red, green, blue, widthPx, heightPx }: LoadedRaster,
): number {
  const binCount = kernels.colourBinCount();
  const bins = memory.take(binCount * 4);
  memory.clear(bins, binCount * 4);
  kernels.colourBins(red, green, blue, widthPx * heightPx, bins);
  const frequent = memory
    .readU32(bins, binCount)
    .filter((count) => count > 0)
    .sort()
    .slice(-GRAPHIC_COLOURS);
  return frequent.reduce((all, n) => all + n, 0);
}

/** The rules, apart from the counting. */
export function flagsOf(counts: ContentCounts): ContentFlags {
  return {
    isFlat: counts.lumaDeviation < FLAT_LUMA_DEVIATION,
    isDocument:
      counts.paperShare > DOCUMENT_PAPER_SHARE &&
      counts.meanChroma < DOCUMENT_MEAN_CHROMA,
    isGraphic:
      counts.repeatShare > GRAPHIC_REPEAT_SHARE &&
      counts.commonColourShare > GRAPHIC_COLOUR_SHARE,
  };
}

/** Whether a raster in memory is flat, a page or a graphic. */
export function flagsOfLoaded(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: LoadedRaster,
): ContentFlags {
  return flagsOf(countContent(kernels, memory, raster));
}

/**
 * Whether the raster is flat, a page or a graphic: pictures on which hashes lie.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function contentFlags(
  kernels: KernelExports,
  memory: KernelMemory,
  raster: RgbRaster,
): ContentFlags {
  return flagsOfLoaded(kernels, memory, loadRaster(kernels, memory, raster));
}
