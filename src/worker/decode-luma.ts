import { nativePlanes } from './codecs/native-planes.ts';
import { findColourSpace } from './colour/find-colour-space.ts';
import { srgbConversion } from './colour/to-srgb.ts';
import {
  type FinePicture,
  fineFactor,
  middleOfLuma,
  middlePatch,
  type PictureSample,
} from './compare/picture-sample.ts';
import {
  decodeInspected,
  storedTurn,
  type DecodedPhoto,
} from './decode-photo.ts';
import { decodeSmallJpeg } from './decode-small-jpeg.ts';
import {
  inspectPhoto,
  refuseSize,
  type InspectedPhoto,
} from './inspect-photo.ts';
import { reductionFactor } from './kernels/reduce-to-raster.ts';
import { orientLuma, swapsSides } from './orient-pixels.ts';
import { jpegLumaSteps } from './jpeg-quality.ts';
import { hashContent } from './pixel-hash.ts';
import { decodeBlockMeans } from './reduce-by-block-means.ts';
import type { AnalyzerTools } from './reduce-photo.ts';
import { srgbRaster } from './srgb-raster.ts';
import { readFile, type ReadFile } from './read-file.ts';
import { RecentlyUsed } from './recently-used.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { LumaRaster } from './kernels/raster.ts';
import type { PhotoFailure } from '../domain/photo-failure.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { FileBytes } from '../protocol/analyzer-protocol.ts';

export type LumaOutcome =
  | { kind: 'decoded'; sample: PictureSample }
  | { kind: 'failed'; failure: PhotoFailure };

/** The long side at which two pictures are compared, px. */
const LONG_SIDE_PX = 512;

/**
 * Larger JPEGs are looked at by their block means: whole, one of 100 megapixels takes 400 MB twice
 * over. What full size alone would tell of them (which was saved again, or enlarged) stays unsaid.
 */
const MOST_WHOLE_PIXELS = 50e6;

/** Three or four megabytes each where the picture is large. */
const MOST_KEPT = 16;

/** Without a second look for so long, none is kept. */
const KEPT_MS = 2000;

/**
 * By content. A keeper compared with many candidates is decoded once. Not keyed by name, size and
 * date: a copy gone bad on disk has the same, and must not pass for its original. Reading and
 * hashing again costs a tenth of decoding.
 */
const kept = new RecentlyUsed<LumaOutcome>(MOST_KEPT, KEPT_MS);

/** What the second look takes of a picture: it small, it finer, and its middle at full size. */
export async function decodeLuma(
  tools: AnalyzerTools,
  file: FileBytes,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const read = await readFile(file);
  if (read.kind === 'failed') {
    return { kind: 'failed', failure: read.failure };
  }
  try {
    return await decodeOnce(tools, read.file, settings);
  } finally {
    read.giveBack();
  }
}

/** What is kept of the file, or decoded of it now. */
async function decodeOnce(
  tools: AnalyzerTools,
  file: ReadFile,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const content = await hashContent(file.bytes);
  const key = `${settings.decoders} ${settings.maxMegapixels} ${content}`;
  return kept.of(key, () => decodeFresh(tools, file, settings));
}

async function decodeFresh(
  tools: AnalyzerTools,
  file: ReadFile,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const inspected = inspectPhoto(file, settings);
  if (inspected.kind === 'failed') return inspected;
  if (isGiant(inspected)) {
    const means = await decodeBlockMeans(tools, inspected, settings);
    if (means) {
      const { raster, widthPx, heightPx } = means;
      const full = tools.kernels.lumaOf(raster);
      const luma = fitted(tools.kernels, full);
      const fine = finePicture(tools.kernels, full);
      return { kind: 'decoded', sample: { luma, fine, widthPx, heightPx } };
    }
  }
  const whole = await wholeSample(tools, inspected, settings);
  return whole.kind === 'failed'
    ? whole
    : { kind: 'decoded', sample: { ...whole.sample, ...savedAs(inspected) } };
}

/** The table of a JPEG, and how its blocks lie. */
function savedAs(
  inspected: InspectedPhoto,
): Pick<PictureSample, 'steps' | 'turn'> {
  if (inspected.format !== 'jpeg') return {};
  const turn = storedTurn(inspected);
  const steps = jpegLumaSteps(inspected.bytes, swapsSides(turn));
  return { turn, ...(steps === undefined ? {} : { steps }) };
}

/** By full-size pixels. */
async function wholeSample(
  tools: AnalyzerTools,
  inspected: InspectedPhoto,
  settings: FingerprintSettings,
): Promise<LumaOutcome> {
  const { kernels } = tools;
  const coded = await codedSample(kernels, inspected, settings);
  if (coded) return { kind: 'decoded', sample: coded };
  const small = await decodeSmallJpeg(tools, inspected, (photo) =>
    sampleOf(kernels, photo),
  );
  if (small) return { kind: 'decoded', sample: small };
  const photo = await decodeInspected(inspected, settings);
  return photo.kind === 'failed'
    ? photo
    : { kind: 'decoded', sample: sampleOf(kernels, photo) };
}

function sampleOf(kernels: Kernels, photo: DecodedPhoto): PictureSample {
  const { rgba, widthPx, heightPx } = photo;
  const factor = fineFactor(widthPx, heightPx);
  return {
    luma: fitted(kernels, kernels.lumaOf(srgbRaster(kernels, photo))),
    fine: {
      luma: kernels.lumaOf(srgbRaster(kernels, photo, factor)),
      spanX: widthPx / factor,
      spanY: heightPx / factor,
    },
    patch: middlePatch(rgba, widthPx, heightPx),
    widthPx,
    heightPx,
  };
}

/** From a JPEG's own luma, where the browser's decoder comes first and gives it. */
async function codedSample(
  kernels: Kernels,
  photo: InspectedPhoto,
  settings: FingerprintSettings,
): Promise<PictureSample | undefined> {
  const { format, header, bytes } = photo;
  const isLikely =
    format === 'jpeg' &&
    photo.steps[0]?.isNative === true &&
    header?.isIncomplete === false;
  if (!isLikely) return undefined;
  // What is to be converted is converted as RGB.
  if (srgbConversion(await findColourSpace(format, bytes))) return undefined;
  const planes = await nativePlanes(bytes);
  if (!planes) return undefined;
  try {
    // A header that lied.
    if (refuseSize(format, planes.luma, settings)) return undefined;
    const turn = planes.isUpright ? 1 : storedTurn(photo);
    const luma = orientLuma(kernels.cutToRgb(planes), turn);
    const { widthPx, heightPx } = luma;
    const factor = reductionFactor(widthPx, heightPx);
    const reduced = kernels.reduceLuma(luma, factor);
    // The planes' memory is lent: nothing of it may be kept.
    const own =
      reduced === luma ? { ...luma, data: luma.data.slice() } : reduced;
    return {
      luma: fitted(kernels, own),
      fine: finePicture(kernels, luma),
      patch: middleOfLuma(luma),
      widthPx,
      heightPx,
    };
  } finally {
    planes.giveBack();
  }
}

function isGiant({ header }: InspectedPhoto): boolean {
  return (
    header !== undefined && header.widthPx * header.heightPx > MOST_WHOLE_PIXELS
  );
}

/** A copy, whatever memory the luma lies in. */
function finePicture(kernels: Kernels, full: LumaRaster): FinePicture {
  const { widthPx, heightPx } = full;
  const factor = fineFactor(widthPx, heightPx);
  const reduced = kernels.reduceLuma(full, factor);
  return {
    luma: reduced === full ? { ...full, data: full.data.slice() } : reduced,
    spanX: widthPx / factor,
    spanY: heightPx / factor,
  };
}

/** At most LONG_SIDE_PX long. */
function fitted(kernels: Kernels, full: LumaRaster): LumaRaster {
  const scale = Math.min(
    1,
    LONG_SIDE_PX / Math.max(full.widthPx, full.heightPx),
  );
  return scale === 1
    ? full
    : kernels.resizeLuma(
        full,
        Math.max(1, Math.round(full.widthPx * scale)),
        Math.max(1, Math.round(full.heightPx * scale)),
      );
}
