import { joinedBytes } from '../../domain/joined-bytes.ts';
import { ByteReader } from '../byte-reader.ts';
import {
  isStartOfFrame,
  jpegSegments,
  type JpegSegment,
} from '../headers/jpeg-header.ts';
import { copyBlocks, type CodedComponent } from './copy-blocks.ts';
import { HuffmanCodes } from './huffman-codes.ts';
import { readInkScan, scanEnd, type InkScan } from './ink-scan.ts';
import type { FourComponents } from './four-components.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const [DHT, SOI, EOI, SOS] = [0xc4, 0xd8, 0xd9, 0xda];
const [DQT, DRI] = [0xdb, 0xdd];

/** Each of a dozen progressive scans may come once for every component; thousands are an attack. */
const MOST_SCANS = 256;

/** APP14 of Adobe's: the components are RGB, to be left as they are. */
const AS_STORED = [
  ...[0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65],
  ...[0, 100, 0, 0, 0, 0, 0],
];

/**
 * The same JPEG with three components: all codes stay as they are, but for the blocks of one, which
 * are left out. What cannot be read is left out of the end.
 * @param dropped one without which the largest sampling stays the same
 * @returns undefined where one component would be left alone in a scan in which its blocks then
 *   came in another order
 */
export function withoutComponent(
  bytes: Bytes,
  jpeg: FourComponents,
  dropped: number,
): Bytes | undefined {
  const reader = new ByteReader(bytes);
  const parts: Uint8Array[] = [
    Uint8Array.of(0xff, SOI),
    Uint8Array.from(AS_STORED),
  ];
  const settings: CodeSettings = {
    codes: new HuffmanCodes(),
    restartInterval: 0,
  };
  let hasFrame = false;
  for (const segment of allSegments(reader)) {
    const { marker, dataAt, endAt } = segment;
    if (isStartOfFrame(marker) && !hasFrame) {
      hasFrame = true;
      parts.push(frameWithout(jpeg, dropped));
    }
    if (readSettings(reader, segment, settings)) {
      parts.push(bytes.subarray(dataAt - 4, endAt));
    }
    if (marker !== SOS) continue;
    const scan = readInkScan(reader, segment, jpeg);
    if (!scan) break;
    const copied = scanWithout(
      { bytes, jpeg, dropped, ...settings },
      segment,
      scan,
    );
    if (!copied) return undefined;
    parts.push(...copied.parts);
    if (!copied.isRead) break;
  }
  parts.push(Uint8Array.of(0xff, EOI));
  return joinedBytes(parts);
}

/** By what the scans behind are coded. */
interface CodeSettings {
  codes: HuffmanCodes;
  restartInterval: number;
}

/** @returns whether it is such a segment, which stays as it is */
function readSettings(
  reader: ByteReader,
  { marker, dataAt, endAt }: JpegSegment,
  settings: CodeSettings,
): boolean {
  if (marker === DHT) settings.codes.read(reader.bytes.subarray(dataAt, endAt));
  if (marker === DRI) settings.restartInterval = reader.u16(dataAt);
  return marker === DHT || marker === DQT || marker === DRI;
}

/** Also those behind scans. */
function* allSegments(reader: ByteReader): Generator<JpegSegment> {
  let at = 2;
  for (let scans = 0; scans < MOST_SCANS; scans++) {
    let last: JpegSegment | undefined;
    for (const segment of jpegSegments(reader, at)) {
      yield segment;
      last = segment;
    }
    if (last?.marker !== SOS) return;
    at = scanEnd(reader.bytes, last.endAt);
  }
}

function frameWithout(
  { widthPx, heightPx, marker, components }: FourComponents,
  dropped: number,
): Uint8Array {
  const kept = components.filter((_, i) => i !== dropped);
  const size = [heightPx, widthPx].flatMap((side) => [side >> 8, side & 0xff]);
  return Uint8Array.from([
    ...[0xff, marker, 0, 17, 8, ...size, 3],
    ...kept.flatMap(({ frame }) => [...frame]),
  ]);
}

interface Dropping extends CodeSettings {
  bytes: Bytes;
  jpeg: FourComponents;
  dropped: number;
}

interface CopiedScan {
  parts: Uint8Array[];
  /** To its end; else what is behind it would make no sense. */
  isRead: boolean;
}

function scanWithout(
  { bytes, jpeg, dropped, codes, restartInterval }: Dropping,
  { dataAt, endAt }: JpegSegment,
  { order, selectors, spectral }: InkScan,
): CopiedScan | undefined {
  const dataEnd = scanEnd(bytes, endAt);
  const droppedAt = order.indexOf(dropped);
  if (droppedAt < 0) {
    return { parts: [bytes.subarray(dataAt - 4, dataEnd)], isRead: true };
  }
  const kept = order.filter((place) => place !== dropped);
  const [first, ...others] = kept.map((place) => jpeg.components[place]);
  if (!first) return { parts: [], isRead: true };
  // Alone its blocks would come row by row, and without those beyond the picture's edge.
  const isReordered = others.length === 0 && first.across * first.down > 1;
  if (isReordered) return undefined;
  const header = Uint8Array.from([
    ...[0xff, SOS, 0, 6 + 2 * kept.length, kept.length],
    ...selectors.filter((_, i) => i !== droppedAt).flatMap((one) => [...one]),
    ...spectral,
  ]);
  const coded = selectors.map(([, tables = 0], i): CodedComponent => {
    const { across, down } = jpeg.components[order[i] ?? 0] ?? first;
    return {
      blocks: across * down,
      dcTable: codes.table(tables >> 4),
      acTable: codes.table(0x10 | (tables & 15)),
      isDropped: i === droppedAt,
    };
  });
  const { isProgressive, mcus } = jpeg;
  const { data, isRead } = copyBlocks(bytes.subarray(endAt, dataEnd), coded, {
    ...{ mcus, restartInterval, isProgressive },
    isRefining: isProgressive && (spectral[2] ?? 0) > 15,
  });
  return { parts: [header, data], isRead };
}
