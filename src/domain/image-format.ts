/** Container formats told apart by content. `unknown` never leaves the sniffer as a success. */
export const IMAGE_FORMATS = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'avif',
  'heic',
  'jxl',
  'tiff',
  'bmp',
  'ico',
  'svg',
  'psd',
  'raw',
  'jp2',
  'qoi',
  'pnm',
  'tga',
] as const;

export type ImageFormat = (typeof IMAGE_FORMATS)[number];

const FORMAT_NAMES: Record<ImageFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  gif: 'GIF',
  webp: 'WebP',
  avif: 'AVIF',
  heic: 'HEIC',
  jxl: 'JPEG XL',
  tiff: 'TIFF',
  bmp: 'BMP',
  ico: 'ICO',
  svg: 'SVG',
  psd: 'PSD',
  raw: 'RAW',
  jp2: 'JPEG 2000',
  qoi: 'QOI',
  pnm: 'Netpbm',
  tga: 'TGA',
};

/** Formats of pixels that nothing was thrown away of. (Some TIFF files hold JPEG; they are rare.) */
const LOSSLESS: ReadonlySet<ImageFormat> = new Set<ImageFormat>([
  'png',
  'bmp',
  'tiff',
  'qoi',
  'pnm',
  'tga',
]);

const OPAQUE: ReadonlySet<ImageFormat> = new Set<ImageFormat>([
  'jpeg',
  'raw',
  'jp2',
]);

/** Whether parts of a picture in this format may be transparent. */
export function mayBeTransparent(format: ImageFormat): boolean {
  return !OPAQUE.has(format);
}

/** Whether saving in this format loses nothing of a picture. */
export function isLosslessFormat(format: ImageFormat): boolean {
  return LOSSLESS.has(format);
}

/** The name a person knows the format by. */
export function formatName(format: ImageFormat): string {
  return FORMAT_NAMES[format];
}
