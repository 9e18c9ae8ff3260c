import { findBox } from './bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** What the SIZ marker of a JPEG 2000 codestream says (ITU-T T.800, A.5.1). */
export interface Jp2Layout {
  widthPx: number;
  heightPx: number;
  components: number;
  /** All components have every pixel. */
  isFull: boolean;
}

/** From a bare codestream or the first one in a JP2 file. */
export function readJp2Layout(reader: ByteReader): Jp2Layout | undefined {
  const file = { dataAt: 0, endAt: reader.length };
  const isBare = reader.u32(0) === 0xff4fff51;
  const at = isBare ? 0 : findBox(reader, ['jp2c'], file)?.dataAt;
  if (at === undefined || reader.u32(at) !== 0xff4fff51) return undefined;
  const components = reader.u16(at + 40);
  const steps = Array.from({ length: Math.min(components, 16) }, (_, i) =>
    reader.u16(at + 43 + 3 * i),
  );
  return {
    widthPx: reader.u32(at + 8) - reader.u32(at + 16),
    heightPx: reader.u32(at + 12) - reader.u32(at + 20),
    components,
    isFull: steps.every((step) => step === 0x0101),
  };
}

export function readJp2Header(reader: ByteReader): PictureHeader | undefined {
  const layout = readJp2Layout(reader);
  if (!layout) return undefined;
  const { widthPx, heightPx } = layout;
  return { widthPx, heightPx, frameCount: 1, isIncomplete: false };
}
