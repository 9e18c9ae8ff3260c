import { JpegBitReader, JpegBitWriter } from './jpeg-bits.ts';
import type { FourComponents, InkComponent } from './four-components.ts';

const [SOF1, EOI, SOS, RST0] = [0xc1, 0xd9, 0xda, 0xd0];

/** APP14 of Adobe's: the components are RGB, to be left as they are. */
const AS_STORED = [
  ...[0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65],
  ...[0, 100, 0, 0, 0, 0, 0],
];

/**
 * The same JPEG with three components: all codes stay as they are, but for the blocks of one, which
 * are left out. What cannot be read is left out of the end.
 * @param dropped one without which the largest sampling stays the same
 */
export function withoutComponent(
  bytes: Uint8Array,
  jpeg: FourComponents,
  dropped: number,
): Uint8Array<ArrayBuffer> {
  const { widthPx, heightPx, components, tables, dataAt } = jpeg;
  const kept = components.filter((_, i) => i !== dropped);
  const size = [heightPx, widthPx].flatMap((side) => [side >> 8, side & 0xff]);
  const head = [
    ...[0xff, SOF1, 0, 17, 8, ...size, 3],
    ...kept.flatMap(({ frame }) => [...frame]),
    ...[0xff, SOS, 0, 12, 3],
    ...kept.flatMap(({ scan }) => [...scan]),
    ...[0, 63, 0],
  ];
  const start = [0xff, 0xd8, ...AS_STORED];
  const data = copyBlocks(bytes, jpeg, components[dropped], dataAt);
  const parts = [start, ...tables, head, data];
  const whole = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function copyBlocks(
  bytes: Uint8Array,
  { components, mcus, restartInterval }: FourComponents,
  dropped: InkComponent | undefined,
  dataAt: number,
): Uint8Array<ArrayBuffer> {
  const from = new JpegBitReader(bytes, dataAt);
  const to = new JpegBitWriter(2 * (bytes.length - dataAt) + 1024);
  let restarts = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (restartInterval > 0 && mcu > 0 && mcu % restartInterval === 0) {
      if (!from.restart()) break;
      to.marker(RST0 + (restarts++ % 8));
    }
    const isRead = components.every((component) =>
      copyComponent(from, component === dropped ? undefined : to, component),
    );
    if (!isRead) break;
  }
  to.marker(EOI);
  return to.written();
}

/** The blocks of one component in an MCU. @returns whether they could be read */
function copyComponent(
  from: JpegBitReader,
  to: JpegBitWriter | undefined,
  { blocks, dcTable, acTable }: InkComponent,
): boolean {
  for (let block = 0; block < blocks; block++) {
    if (copyCode(from, to, dcTable) === undefined) return false;
    for (let place = 1; place < 64; place++) {
      const code = copyCode(from, to, acTable);
      if (code === undefined) return false;
      if (code === 0) break;
      // Zeros before the coefficient; 0xF0 is sixteen of them.
      place += code >> 4;
    }
  }
  return !from.isOver;
}

/** A Huffman code and the bits behind it. @returns what it stands for */
function copyCode(
  from: JpegBitReader,
  to: JpegBitWriter | undefined,
  table: Uint16Array,
): number | undefined {
  const bits = from.peek16();
  const entry = table[bits] ?? 0;
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
