import { expose } from 'comlink';
import { describeFailure } from '../../src/domain/photo-failure.ts';
import { contentHash } from '../../src/domain/photo-id.ts';
import {
  DEFAULT_SETTINGS,
  type FingerprintSettings,
} from '../../src/domain/settings.ts';
import { nativePlanes } from '../../src/worker/codecs/native-planes.ts';
import type { PictureSample } from '../../src/worker/compare/picture-sample.ts';
import { decodeLuma } from '../../src/worker/decode-luma.ts';
import { decodeInspected } from '../../src/worker/decode-photo.ts';
import {
  inspectPhoto,
  type InspectedPhoto,
} from '../../src/worker/inspect-photo.ts';
import { loadJpegDcKernel } from '../../src/worker/kernels/jpeg-dc.ts';
import { loadKernels } from '../../src/worker/kernels/load-kernels.ts';
import type { RasterMeasures } from '../../src/worker/kernels/measure-raster.ts';
import type { LumaRaster } from '../../src/worker/kernels/raster.ts';
import { hashContent, pixelHasher } from '../../src/worker/pixel-hash.ts';
import { reduceByBlockMeans } from '../../src/worker/reduce-by-block-means.ts';
import type { AnalyzerTools } from '../../src/worker/reduce-photo.ts';
import { reduceSmallJpeg } from '../../src/worker/reduce-small-jpeg.ts';
import { sniffFormat } from '../../src/worker/sniff-format.ts';
import { sniffPackedSvg } from '../../src/worker/svg/packed-svg.ts';
import { fingerprintRaster } from '../../src/worker/srgb-raster.ts';
import {
  BLOCK_MEANS,
  JPEG_KERNEL,
  type LadderWorker,
  type StepOutcome,
} from './step-outcome.ts';

const settings = DEFAULT_SETTINGS.fingerprint;
let tools: AnalyzerTools | undefined;

function startedTools(): AnalyzerTools {
  if (!tools) throw new Error('start() was not called.');
  return tools;
}

type Measured = Extract<StepOutcome, { kind: 'fingerprinted' }>;

function measured(
  step: string,
  {
    hashes,
    colour,
    flags,
  }: Pick<RasterMeasures, 'hashes' | 'colour' | 'flags'>,
  facts: Pick<Measured, 'widthPx' | 'heightPx' | 'frameCount' | 'pixels'>,
): Measured {
  const { widthPx, heightPx, frameCount, pixels } = facts;
  return {
    kind: 'fingerprinted',
    step,
    ...{ widthPx, heightPx, frameCount, pixels },
    isFlat: flags.isFlat,
    pHash64: [...hashes.pHash64],
    pHash256: [...hashes.pHash256],
    colour: [...colour],
  };
}

async function byBlockMeans(
  photo: InspectedPhoto,
  content: string,
): Promise<StepOutcome[]> {
  const hash = Promise.resolve(contentHash(content));
  const reduced = await reduceByBlockMeans(
    startedTools(),
    photo,
    hash,
    settings,
  );
  return reduced ? [measured(BLOCK_MEANS, reduced.measured, reduced)] : [];
}

async function byKernel(
  photo: InspectedPhoto,
  content: string,
): Promise<StepOutcome[]> {
  const hash = Promise.resolve(contentHash(content));
  const reduced = await reduceSmallJpeg(startedTools(), photo, hash);
  return reduced ? [measured(JPEG_KERNEL, reduced.measured, reduced)] : [];
}

async function byStep(
  photo: InspectedPhoto,
  step: InspectedPhoto['steps'][number],
  content: string,
): Promise<StepOutcome> {
  const decoded = await decodeInspected({ ...photo, steps: [step] }, settings);
  if (decoded.kind === 'failed') {
    const detail = describeFailure(decoded.failure).what;
    return { kind: 'failed', step: step.name, detail };
  }
  const { kernels } = startedTools();
  const hashPixels = await pixelHasher(kernels);
  const { shownWidthPx: widthPx, shownHeightPx: heightPx } = decoded;
  return measured(
    step.name,
    kernels.measureRaster(fingerprintRaster(kernels, decoded)),
    {
      ...{ widthPx, heightPx, frameCount: decoded.frameCount },
      pixels: hashPixels(decoded, contentHash(content)),
    },
  );
}

async function lumaBy(
  decoders: FingerprintSettings['decoders'],
  bytes: Uint8Array<ArrayBuffer>,
): Promise<PictureSample> {
  const outcome = await decodeLuma(startedTools(), new Blob([bytes]), {
    ...settings,
    decoders,
  });
  if (outcome.kind === 'failed') {
    throw new Error(describeFailure(outcome.failure).what);
  }
  return outcome.sample;
}

function sizeOf({ luma, patch, widthPx, heightPx }: PictureSample): string {
  const sides = ({ widthPx: width, heightPx: height }: LumaRaster): string =>
    `${width} × ${height}`;
  const middle = patch === undefined ? 'no middle' : sides(patch);
  return `${sides(luma)} and ${middle} of ${widthPx} × ${heightPx}`;
}

const worker: LadderWorker = {
  async start(kernels) {
    tools = {
      kernels: await loadKernels(kernels),
      jpegKernel: await loadJpegDcKernel(kernels),
    };
  },
  async force(bytes) {
    const sniffed = sniffFormat(bytes) ?? (await sniffPackedSvg(bytes));
    if (!sniffed) {
      return { kind: 'refused', format: '', detail: 'Not a picture.' };
    }
    const { format } = sniffed;
    const photo = inspectPhoto({ bytes, ...sniffed }, settings);
    if (photo.kind === 'failed') {
      const detail = describeFailure(photo.failure).what;
      return { kind: 'refused', format, detail };
    }
    const content = await hashContent(bytes);
    const steps = [
      ...(await byBlockMeans(photo, content)),
      ...(await byKernel(photo, content)),
    ];
    for (const step of photo.steps) {
      steps.push(await byStep(photo, step, content));
    }
    return { kind: 'looked-at', format, steps };
  },
  async lumaBothWays(bytes) {
    const native = await lumaBy('fastest', bytes);
    const carried = await lumaBy('portable', bytes);
    const planes = [
      [native.luma, carried.luma],
      [native.patch, carried.patch],
    ] as const;
    let far = 0;
    let pixels = 0;
    for (const [one, other] of planes) {
      one?.data.forEach((level, at) => {
        pixels += 1;
        const difference = Math.abs(level - (other?.data[at] ?? NaN));
        if (!(difference <= 2)) far += 1;
      });
    }
    return {
      isCoded: (await nativePlanes(bytes)) !== undefined,
      sizes: [sizeOf(native), sizeOf(carried)],
      farShare: far / pixels,
    };
  },
};

expose(worker);
