import { jpegSegments, type JpegSegment } from '../headers/jpeg-header.ts';
import type { ByteReader } from '../byte-reader.ts';

/** One of four components. */
export interface InkComponent {
  /** Three bytes of the frame header: id, sampling, quantiser. */
  frame: Uint8Array;
  /** Blocks of it in an MCU. */
  blocks: number;
  across: number;
  down: number;
  dcTable: Uint16Array;
  acTable: Uint16Array;
  /** Two bytes of the scan header: id, tables. */
  scan: Uint8Array;
}

/** A JPEG of four components in one baseline scan. */
export interface FourComponents {
  widthPx: number;
  heightPx: number;
  components: readonly InkComponent[];
  mcus: number;
  restartInterval: number;
  /** Segments that the picture's data depend on, as they are. */
  tables: readonly Uint8Array[];
  /** What Adobe's marker says of the colours: 2 is YCCK. */
  transform: number | undefined;
  dataAt: number;
}

const SOF0 = 0xc0;
const SOF1 = 0xc1;
const DHT = 0xc4;
const SOS = 0xda;
const DQT = 0xdb;
const DRI = 0xdd;
const APP14 = 0xee;

/** What stands in front of the scan. */
interface Header {
  frameAt: number;
  specs: Map<number, Uint16Array>;
  tables: Uint8Array[];
  restartInterval: number;
  transform: number | undefined;
}

/** @returns undefined where it is of another kind */
export function readFourComponents(
  reader: ByteReader,
): FourComponents | undefined {
  const header: Header = {
    frameAt: 0,
    specs: new Map(),
    tables: [],
    restartInterval: 0,
    transform: undefined,
  };
  for (const segment of jpegSegments(reader)) {
    if (segment.marker === SOS) return readScan(reader, segment, header);
    readSegment(reader, segment, header);
  }
  return undefined;
}

function readSegment(
  reader: ByteReader,
  { marker, dataAt, endAt }: JpegSegment,
  header: Header,
): void {
  if (marker === DHT || marker === DQT || marker === DRI) {
    header.tables.push(reader.bytes.subarray(dataAt - 4, endAt));
  }
  if (marker === SOF0 || marker === SOF1) header.frameAt = dataAt;
  else if (marker === DHT) readSpecs(reader, dataAt, endAt, header.specs);
  else if (marker === DRI) header.restartInterval = reader.u16(dataAt);
  else if (marker === APP14 && reader.isText(dataAt, 'Adobe')) {
    header.transform = reader.u8(dataAt + 11);
  }
}

function readScan(
  reader: ByteReader,
  { dataAt, endAt }: JpegSegment,
  { frameAt, specs, tables, restartInterval, transform }: Header,
): FourComponents | undefined {
  const isFour =
    frameAt > 0 &&
    reader.u8(frameAt) === 8 &&
    reader.u8(frameAt + 5) === 4 &&
    reader.u8(dataAt) === 4 &&
    endAt <= reader.length;
  const components = isFour
    ? readComponents(reader, frameAt + 6, dataAt + 1, specs)
    : undefined;
  if (!components) return undefined;
  const heightPx = reader.u16(frameAt + 1);
  const widthPx = reader.u16(frameAt + 3);
  const mcuWidthPx = 8 * Math.max(...components.map(({ across }) => across));
  const mcuHeightPx = 8 * Math.max(...components.map(({ down }) => down));
  return {
    ...{ widthPx, heightPx, components, restartInterval, tables, transform },
    mcus: Math.ceil(widthPx / mcuWidthPx) * Math.ceil(heightPx / mcuHeightPx),
    dataAt: endAt,
  };
}

function readComponents(
  { bytes }: ByteReader,
  frameAt: number,
  scanAt: number,
  specs: ReadonlyMap<number, Uint16Array>,
): InkComponent[] | undefined {
  const components: InkComponent[] = [];
  for (let i = 0; i < 4; i++) {
    const frame = bytes.subarray(frameAt + 3 * i, frameAt + 3 * i + 3);
    const scan = bytes.subarray(scanAt + 2 * i, scanAt + 2 * i + 2);
    const [id, sampling = 0] = frame;
    const [scanId, numbers = 0] = scan;
    const dcTable = specs.get(numbers >> 4);
    const acTable = specs.get(0x10 | (numbers & 15));
    const [across, down] = [sampling >> 4, sampling & 15];
    const isWhole = across >= 1 && across <= 4 && down >= 1 && down <= 4;
    if (id !== scanId || !dcTable || !acTable || !isWhole) return undefined;
    const blocks = across * down;
    components.push({ frame, scan, blocks, across, down, dcTable, acTable });
  }
  return components;
}

/**
 * For every 16 bits the code that they begin with: its length in the high byte, what it stands for
 * in the low one; 0 where there is none (ITU-T T.81, C.2).
 */
function readSpecs(
  reader: ByteReader,
  start: number,
  end: number,
  specs: Map<number, Uint16Array>,
): void {
  for (let at = start; at + 17 <= end;) {
    const table = new Uint16Array(65_536);
    specs.set(reader.u8(at), table);
    let valueAt = at + 17;
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      const each = 2 ** (16 - length);
      for (let left = reader.u8(at + length); left > 0; left--) {
        const entry = (length << 8) | reader.u8(valueAt++);
        table.fill(entry, code, code + each);
        code += each;
      }
    }
    at = valueAt;
  }
}
