import { ByteReader } from '../byte-reader.ts';
import { cmykPainter } from '../tiff/colour-rows.ts';
import { readFourComponents, type FourComponents } from './four-components.ts';
import { withoutComponent } from './without-component.ts';
import type { RgbaPixels } from '../orient-pixels.ts';

type DecodeJpeg = (bytes: Uint8Array<ArrayBuffer>) => Promise<RgbaPixels>;

/** Colours of Adobe's marker: luma, chroma, black. */
const YCCK = 2;

/**
 * The four components of a JPEG as stored (YCCK made CMYK), by a decoder that knows three: it is
 * given the first three, and then the last one among others.
 * @returns the components in place of red, green, blue and alpha; undefined where it is no
 *   Huffman-coded JPEG of four components
 */
export async function decodeFourComponents(
  bytes: Uint8Array<ArrayBuffer>,
  decode: DecodeJpeg,
): Promise<RgbaPixels | undefined> {
  const jpeg = readFourComponents(new ByteReader(bytes));
  if (!jpeg) return undefined;
  const without = (dropped: number): Uint8Array<ArrayBuffer> | undefined =>
    keepsSampling(jpeg, dropped)
      ? withoutComponent(bytes, jpeg, dropped)
      : undefined;
  const colours = without(3);
  const withLast = colours && (without(1) ?? without(2) ?? without(0));
  if (!withLast) return undefined;
  const pixels = await decode(colours);
  const others = await decode(withLast);
  const { rgba } = pixels;
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at + 3] = others.rgba[at + 2] ?? 0;
  }
  if (jpeg.transform === YCCK) makeInks(rgba);
  return pixels;
}

/** As browsers show such a file, whose inks are stored as the light that they leave. */
export async function decodeInkJpeg(
  bytes: Uint8Array<ArrayBuffer>,
  decode: DecodeJpeg,
): Promise<RgbaPixels | undefined> {
  const pixels = await decodeFourComponents(bytes, decode);
  if (!pixels) return undefined;
  const { rgba, widthPx } = pixels;
  const paint = cmykPainter(4);
  const row = new Uint16Array(widthPx * 4);
  for (let at = 0; at < rgba.length; at += row.length) {
    for (let i = 0; i < row.length; i++) row[i] = 255 - (rgba[at + i] ?? 0);
    paint(row, widthPx, rgba, at);
  }
  return pixels;
}

function keepsSampling(
  { components }: FourComponents,
  dropped: number,
): boolean {
  const kept = components.filter((_, i) => i !== dropped);
  const largest = (of: typeof kept, side: 'across' | 'down'): number =>
    Math.max(...of.map((component) => component[side]));
  return (['across', 'down'] as const).every(
    (side) => largest(kept, side) === largest([...components], side),
  );
}

/** ITU-T T.871 for the inks' light, which libjpeg turns over. */
function makeInks(rgba: Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const y = rgba[at] ?? 0;
    const cb = (rgba[at + 1] ?? 0) - 128;
    const cr = (rgba[at + 2] ?? 0) - 128;
    rgba[at] = 255 - (y + 1.402 * cr);
    rgba[at + 1] = 255 - (y - 0.344136 * cb - 0.714136 * cr);
    rgba[at + 2] = 255 - (y + 1.772 * cb);
  }
}
