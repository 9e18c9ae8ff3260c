import { findBox } from './bmff-boxes.ts';
import { readTileParts } from './jp2-tile-parts.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

/** What the SIZ marker of a JPEG 2000 codestream says of one of its components. */
export interface Jp2Component {
  bits: number;
  /** Pixels between two samples, to the side and down. */
  steps: readonly [number, number];
}

/** What the SIZ marker of a JPEG 2000 codestream says (ITU-T T.800, A.5.1). */
export interface Jp2Layout {
  widthPx: number;
  heightPx: number;
  components: readonly Jp2Component[];
  /** Where the codestream stands. */
  dataAt: number;
  endAt: number;
  /** There are no boxes around it, which would say what its components are. */
  isBare: boolean;
}

/** Set in the depth of a component whose samples are around zero. */
const SIGNED = 0x80;
const COMPONENTS_AT = 42;
const COMPONENT_BYTES = 3;

/** Pictures of measuring instruments have hundreds; none of them is a photo. */
const MOST_COMPONENTS = 16;

/** From a bare codestream or the first one in a JP2 file. */
export function readJp2Layout(reader: ByteReader): Jp2Layout | undefined {
  const file = { dataAt: 0, endAt: reader.length };
  const isBare = reader.u32(0) === 0xff4fff51;
  const stream = isBare ? file : findBox(reader, ['jp2c'], file);
  if (!stream || reader.u32(stream.dataAt) !== 0xff4fff51) return undefined;
  const at = stream.dataAt;
  const count = Math.min(reader.u16(at + 40), MOST_COMPONENTS);
  return {
    widthPx: reader.u32(at + 8) - reader.u32(at + 16),
    heightPx: reader.u32(at + 12) - reader.u32(at + 20),
    components: Array.from({ length: count }, (_, i) =>
      readComponent(reader, at + COMPONENTS_AT + COMPONENT_BYTES * i),
    ),
    dataAt: at,
    endAt: stream.endAt,
    isBare,
  };
}

function readComponent(reader: ByteReader, at: number): Jp2Component {
  return {
    bits: (reader.u8(at) & ~SIGNED) + 1,
    steps: [reader.u8(at + 1), reader.u8(at + 2)],
  };
}

/** Rewrites a codestream so that samples around zero are decoded to such from zero on. */
export function makeUnsigned(
  stream: Uint8Array,
  { components }: Jp2Layout,
): void {
  for (let i = 0; i < components.length; i++) {
    const at = COMPONENTS_AT + COMPONENT_BYTES * i;
    stream[at] = (stream[at] ?? 0) & ~SIGNED;
  }
}

export function readJp2Header(reader: ByteReader): PictureHeader | undefined {
  const layout = readJp2Layout(reader);
  if (!layout) return undefined;
  const { widthPx, heightPx } = layout;
  const { isWhole } = readTileParts(reader, layout);
  return { widthPx, heightPx, frameCount: 1, isIncomplete: !isWhole };
}
