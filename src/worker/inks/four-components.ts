import {
  isStartOfFrame,
  jpegSegments,
  type JpegSegment,
} from '../headers/jpeg-header.ts';
import type { ByteReader } from '../byte-reader.ts';

/** One of four components. */
export interface InkComponent {
  /** Three bytes of the frame header: id, sampling, quantiser. */
  frame: Uint8Array;
  across: number;
  down: number;
}

/** A Huffman-coded JPEG of four components, in however many scans. */
export interface FourComponents {
  widthPx: number;
  heightPx: number;
  /** What kind of frame it is. */
  marker: number;
  isProgressive: boolean;
  components: readonly InkComponent[];
  /** Of a scan that holds more than one component. */
  mcus: number;
  /** What Adobe's marker says of the colours: 2 is YCCK. */
  transform: number | undefined;
}

const SOF2 = 0xc2;
const SOS = 0xda;
const APP14 = 0xee;

/** @returns undefined where it is of another kind */
export function readFourComponents(
  reader: ByteReader,
): FourComponents | undefined {
  let frame: JpegSegment | undefined;
  let transform: number | undefined;
  for (const segment of jpegSegments(reader)) {
    const { marker, dataAt } = segment;
    if (isStartOfFrame(marker)) frame ??= segment;
    if (marker === APP14 && reader.isText(dataAt, 'Adobe')) {
      transform = reader.u8(dataAt + 11);
    }
    if (marker === SOS) return frame && readFrame(reader, frame, transform);
  }
  return undefined;
}

function readFrame(
  reader: ByteReader,
  { marker, dataAt }: JpegSegment,
  transform: number | undefined,
): FourComponents | undefined {
  const isFour =
    marker <= SOF2 && reader.u8(dataAt) === 8 && reader.u8(dataAt + 5) === 4;
  const components = isFour ? readComponents(reader, dataAt + 6) : undefined;
  if (!components) return undefined;
  const heightPx = reader.u16(dataAt + 1);
  const widthPx = reader.u16(dataAt + 3);
  const mcuWidthPx = 8 * Math.max(...components.map(({ across }) => across));
  const mcuHeightPx = 8 * Math.max(...components.map(({ down }) => down));
  return {
    ...{ widthPx, heightPx, marker, components, transform },
    isProgressive: marker === SOF2,
    mcus: Math.ceil(widthPx / mcuWidthPx) * Math.ceil(heightPx / mcuHeightPx),
  };
}

function readComponents(
  { bytes }: ByteReader,
  frameAt: number,
): InkComponent[] | undefined {
  const components: InkComponent[] = [];
  for (let i = 0; i < 4; i++) {
    const frame = bytes.subarray(frameAt + 3 * i, frameAt + 3 * i + 3);
    const [, sampling = 0] = frame;
    const [across, down] = [sampling >> 4, sampling & 15];
    const isWhole = across >= 1 && across <= 4 && down >= 1 && down <= 4;
    if (!isWhole) return undefined;
    components.push({ frame, across, down });
  }
  return components;
}
