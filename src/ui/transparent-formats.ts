import type { ImageFormat } from '../domain/image-format.ts';

const WITH_ALPHA: ReadonlySet<ImageFormat> = new Set<ImageFormat>([
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
  'qoi',
  'pnm',
  'tga',
]);

/** Such pictures lie on a checker, which only shows where they are transparent. */
export function mayBeTransparent(format: ImageFormat): boolean {
  return WITH_ALPHA.has(format);
}
