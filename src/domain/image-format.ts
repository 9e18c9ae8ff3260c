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
};

/** The name a person knows the format by. */
export function formatName(format: ImageFormat): string {
  return FORMAT_NAMES[format];
}
