import { JpegBitReader, JpegBitWriter } from './jpeg-bits.ts';

/** A component of a scan that holds more than one. */
export interface CodedComponent {
  /** Blocks of it in an MCU. */
  blocks: number;
  /** As HuffmanCodes makes them; undefined where the file has none. */
  dcTable: Uint16Array | undefined;
  acTable: Uint16Array | undefined;
  isDropped: boolean;
}

/** How a scan is coded. */
export interface ScanCoding {
  mcus: number;
  /** MCUs between restarts; 0: none. */
  restartInterval: number;
  /** Such a scan has the means of blocks alone (ITU-T T.81, G.1.1.1.1). */
  isProgressive: boolean;
  /** One more bit of each mean (G.1.2.1). */
  isRefining: boolean;
}

const RST0 = 0xd0;

/**
 * A scan's data without the blocks of what is dropped, code by code.
 * @returns what could be read of it, and whether that is all
 */
export function copyBlocks(
  data: Uint8Array,
  components: readonly CodedComponent[],
  coding: ScanCoding,
): { data: Uint8Array; isRead: boolean } {
  const { mcus, restartInterval } = coding;
  const from = new JpegBitReader(data, 0);
  const to = new JpegBitWriter(2 * data.length + 1024);
  let restarts = 0;
  let isRead = true;
  for (let mcu = 0; mcu < mcus && isRead; mcu++) {
    if (restartInterval > 0 && mcu > 0 && mcu % restartInterval === 0) {
      isRead = from.restart();
      if (!isRead) break;
      to.marker(RST0 + (restarts++ % 8));
    }
    isRead = components.every((component) =>
      copyComponent(
        from,
        component.isDropped ? undefined : to,
        component,
        coding,
      ),
    );
  }
  to.fillByte();
  return { data: to.written(), isRead };
}

/** The blocks of one component in an MCU. @returns whether they could be read */
function copyComponent(
  from: JpegBitReader,
  to: JpegBitWriter | undefined,
  { blocks, dcTable, acTable }: CodedComponent,
  { isProgressive, isRefining }: ScanCoding,
): boolean {
  for (let block = 0; block < blocks; block++) {
    if (isRefining) copyBit(from, to);
    else if (copyCode(from, to, dcTable) === undefined) return false;
    if (!isProgressive && !copyCoefficients(from, to, acTable)) return false;
  }
  return !from.isOver;
}

function copyBit(from: JpegBitReader, to: JpegBitWriter | undefined): void {
  const bit = from.take(1);
  to?.put(bit, 1);
}

function copyCoefficients(
  from: JpegBitReader,
  to: JpegBitWriter | undefined,
  table: Uint16Array | undefined,
): boolean {
  for (let place = 1; place < 64; place++) {
    const code = copyCode(from, to, table);
    if (code === undefined) return false;
    if (code === 0) break;
    // Zeros before the coefficient; 0xF0 is sixteen of them.
    place += code >> 4;
  }
  return true;
}

/** A Huffman code and the bits behind it. @returns what it stands for */
function copyCode(
  from: JpegBitReader,
  to: JpegBitWriter | undefined,
  table: Uint16Array | undefined,
): number | undefined {
  const bits = from.peek16();
  const entry = table?.[bits] ?? 0;
  const length = entry >> 8;
  if (length === 0) return undefined;
  from.skip(length);
  to?.put(bits >>> (16 - length), length);
  const code = entry & 0xff;
  const extra = code & 15;
  const value = from.take(extra);
  to?.put(value, extra);
  return code;
}
