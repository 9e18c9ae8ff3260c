import type { Codec } from './codecs/codec.ts';
import type { ImageFormat } from '../domain/image-format.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { PictureHeader } from './headers/picture-header.ts';

/** One way to decode a format. Loaded when first needed, so a folder of JPEGs loads one codec. */
export interface LadderStep {
  /** Shown in the detail of a damaged file. */
  name: string;
  /** Why it stands where it stands. Times: 4 MP, Chromium 156, ms. */
  why: string;
  isNative: boolean;
  load: () => Promise<Codec>;
}

const BROWSER = 'the browser';

function native(why: string): LadderStep {
  return {
    name: BROWSER,
    why,
    isNative: true,
    load: async () => (await import('./codecs/native-codec.ts')).nativeCodec,
  };
}

function portable(
  name: string,
  why: string,
  load: () => Promise<Codec>,
): LadderStep {
  return { name, why, isNative: false, load };
}

/** The formats that `plain/` reads. */
function plain(name: string, why: string): LadderStep {
  return portable(
    name,
    why,
    async () => (await import('./codecs/plain-codec.ts')).plainCodec,
  );
}

/**
 * Per format the decoders from first to last; when one fails, the next is tried. A format without
 * steps cannot be decoded here.
 */
const LADDER: Record<ImageFormat, readonly LadderStep[]> = {
  jpeg: [
    native('50 against 118 for 8 MP; also arithmetic coding'),
    portable(
      'MozJPEG',
      'also shows what a cut file still holds, which browsers refuse',
      async () => (await import('./codecs/jpeg-codec.ts')).jpegCodec,
    ),
  ],
  png: [
    native('66 against 114'),
    portable(
      'the PNG codec',
      'does not depend on the browser',
      async () => (await import('./codecs/png-codec.ts')).pngCodec,
    ),
  ],
  webp: [
    native('34 against 77; also the first frame of an animation'),
    portable(
      'libwebp',
      'does not depend on the browser',
      async () => (await import('./codecs/webp-codec.ts')).webpCodec,
    ),
  ],
  avif: [
    native('41 against 411'),
    portable(
      'libavif',
      'for browsers without AVIF',
      async () => (await import('./codecs/avif-codec.ts')).avifCodec,
    ),
  ],
  jxl: [
    native('76 against 593, where the browser has it'),
    portable(
      'libjxl',
      'Firefox has no JPEG XL',
      async () => (await import('./codecs/jxl-codec.ts')).jxlCodec,
    ),
  ],
  gif: [
    native('every browser decodes it alike'),
    plain('the GIF reader', 'the first frame, also of cut files'),
  ],
  bmp: [
    native('every browser decodes it alike'),
    plain('the BMP reader', 'also of cut files'),
  ],
  ico: [
    native('the largest picture inside'),
    plain('the ICO reader', 'the largest picture inside, the same everywhere'),
  ],
  qoi: [plain('the QOI reader', 'no browser has another')],
  pnm: [plain('the Netpbm reader', 'no browser has another')],
  tga: [plain('the Targa reader', 'no browser has another')],
  svg: [
    portable(
      'resvg',
      'a worker cannot draw an SVG (createImageBitmap refuses it), and a page could be hung by one',
      async () => (await import('./codecs/svg-codec.ts')).svgCodec,
    ),
  ],
  heic: [
    portable(
      'libheif',
      'no browser engine but WebKit has HEVC, and one decoder gives one answer everywhere',
      async () => (await import('./codecs/heif-codec.ts')).heifCodec,
    ),
  ],
  tiff: [
    portable(
      'the TIFF reader',
      'only WebKit has another',
      async () => (await import('./codecs/tiff-codec.ts')).tiffCodec,
    ),
  ],
  psd: [
    portable(
      'the PSD reader',
      'only WebKit has another',
      async () => (await import('./codecs/psd-codec.ts')).psdCodec,
    ),
  ],
  // The largest JPEG (or JPEG XL) inside: developing sensor data takes seconds, and each program does it otherwise.
  raw: [
    {
      ...native('the preview is a JPEG'),
      load: async () => {
        const { previewCodec } = await import('./codecs/preview-codec.ts');
        const { nativeCodec } = await import('./codecs/native-codec.ts');
        return previewCodec(() => Promise.resolve(nativeCodec));
      },
    },
    portable(
      'MozJPEG',
      'also shows what a cut preview still holds',
      async () => {
        const { previewCodec } = await import('./codecs/preview-codec.ts');
        return previewCodec(async (inside) =>
          inside === 'jpeg'
            ? (await import('./codecs/jpeg-codec.ts')).jpegCodec
            : (await import('./codecs/jxl-codec.ts')).jxlCodec,
        );
      },
    ),
  ],
  jp2: [
    portable(
      'OpenJPEG',
      'only WebKit has another',
      async () => (await import('./codecs/jp2-codec.ts')).jp2Codec,
    ),
  ],
};

/**
 * Up to this size handing a JPEG to the browser's threads and its pixels back costs more than
 * decoding it here.
 */
const SMALL_JPEG_PIXELS = 1_500_000;

/**
 * The steps for a format under a setting. `portable` puts the carried codecs first, so that every
 * browser sees the same pixels; the browser's decoder is left for what they refuse.
 * @returns An empty list: the format cannot be decoded here.
 */
export function ladderFor(
  format: ImageFormat,
  decoders: FingerprintSettings['decoders'],
  header?: PictureHeader,
): readonly LadderStep[] {
  const steps = LADDER[format];
  const isPortableFirst =
    decoders === 'portable' ||
    (header !== undefined && isBetterCarried(format, header));
  return isPortableFirst
    ? steps.toSorted((a, b) => Number(a.isNative) - Number(b.isNative))
    : steps;
}

function isBetterCarried(
  format: ImageFormat,
  { widthPx, heightPx, frameCount, hasAlphaPlane }: PictureHeader,
): boolean {
  if (format === 'jpeg') return widthPx * heightPx <= SMALL_JPEG_PIXELS;
  // Chromium 156 takes the full range of a sequence, and of what has alpha, for a limited one.
  return format === 'avif' && (frameCount > 1 || hasAlphaPlane === true);
}
