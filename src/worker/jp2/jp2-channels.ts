import { findBox, type BmffBox } from '../headers/bmff-boxes.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { Jp2Layout } from '../headers/jp2-header.ts';

/** A channel of the picture: a component of the codestream, as it is or through a palette. */
export interface Jp2Channel {
  component: number;
  /** What the component's samples stand for, 0–255. */
  palette?: readonly number[];
}

/** How the colours are made of the channels. */
export type Jp2Colours = 'gray' | 'rgb' | 'luma-chroma' | 'inks';

export interface Jp2Picture {
  colours: Jp2Colours;
  /** One, three or four of them. */
  colourChannels: readonly Jp2Channel[];
  alpha: Jp2Channel | undefined;
  /** The colours were multiplied with alpha when they were saved. */
  isMultiplied: boolean;
  /** Empty where the file has none. */
  iccProfile: Uint8Array;
}

const CHANNELS: Readonly<Record<Jp2Colours, number>> = {
  gray: 1,
  rgb: 3,
  'luma-chroma': 3,
  inks: 4,
};

/** Enumerated colour spaces (ITU-T T.800, I.5.3.3; T.801, M.11.7.3.1). */
const ENUMERATED: Readonly<Record<number, Jp2Colours>> = {
  0: 'gray',
  12: 'inks',
  15: 'gray',
  16: 'rgb',
  17: 'gray',
  18: 'luma-chroma',
};

/** Data colour spaces of ICC profiles. */
const PROFILED: Readonly<Record<string, Jp2Colours>> = {
  GRAY: 'gray',
  'RGB ': 'rgb',
  CMYK: 'inks',
};

/** What `cdef` calls a channel (ITU-T T.800, table I.16). */
const COLOUR = 0;
const ALPHA = 1;
const MULTIPLIED_ALPHA = 2;

/**
 * What the boxes of a JP2 file say of its channels (ITU-T T.800, I.5.3); of a bare codestream their
 * number tells. One more than the colours need is taken for alpha, as other programs do.
 * @returns undefined where the colours are of another kind, or channels are missing
 */
export function readJp2Picture(
  reader: ByteReader,
  layout: Jp2Layout,
): Jp2Picture | undefined {
  const header = layout.isBare ? undefined : findHeader(reader);
  const channels = readChannels(reader, header, layout);
  const iccProfile = readProfile(reader, header);
  const colours = readColours(reader, header, iccProfile, {
    channels: channels.length,
    layout,
  });
  if (colours === undefined) return undefined;
  const { order, alphaAt, isMultiplied } = readOrder(reader, header);
  const colourChannels = Array.from(
    { length: CHANNELS[colours] },
    (_, i) => channels[order.get(i + 1) ?? i],
  ).filter((channel) => channel !== undefined);
  if (colourChannels.length < CHANNELS[colours]) return undefined;
  const alpha = channels[alphaAt ?? CHANNELS[colours]];
  const isAlphaMeant =
    alphaAt !== undefined || channels.length === CHANNELS[colours] + 1;
  return {
    colours,
    colourChannels,
    alpha: isAlphaMeant ? alpha : undefined,
    isMultiplied,
    iccProfile,
  };
}

/** CIELab (ITU-T T.801, M.11.7.3.1). */
const ENUMERATED_LAB = 14;

/** What the colours are that `readJp2Picture` does not follow, as a person would call them. */
export function nameOfColours(
  reader: ByteReader,
  { components }: Jp2Layout,
): string {
  const header = findHeader(reader);
  const profile = readProfile(reader, header);
  const isLab =
    String.fromCharCode(...profile.subarray(16, 20)) === 'Lab ' ||
    enumeratedOf(reader, header) === ENUMERATED_LAB;
  return isLab ? 'L*a*b* colours' : `colours of ${components.length} channels`;
}

function enumeratedOf(
  reader: ByteReader,
  header: BmffBox | undefined,
): number | undefined {
  const box = header && findBox(reader, ['colr'], header);
  return box && reader.u8(box.dataAt) === 1
    ? reader.u32(box.dataAt + 3)
    : undefined;
}

function findHeader(reader: ByteReader): BmffBox | undefined {
  return findBox(reader, ['jp2h'], { dataAt: 0, endAt: reader.length });
}

function readColours(
  reader: ByteReader,
  header: BmffBox | undefined,
  iccProfile: Uint8Array,
  found: { channels: number; layout: Jp2Layout },
): Jp2Colours | undefined {
  if (iccProfile.length > 0) {
    return PROFILED[String.fromCharCode(...iccProfile.subarray(16, 20))];
  }
  const enumerated = enumeratedOf(reader, header);
  if (enumerated !== undefined) return ENUMERATED[enumerated];
  if (found.channels < 3) return 'gray';
  const [, second] = found.layout.components;
  return found.channels === 3 && second?.steps[0] === 2 ? 'luma-chroma' : 'rgb';
}

/** Methods 2 and 3 of `colr` carry a profile (ITU-T T.800, table I.9; T.801, M.11.7.2). */
function readProfile(
  reader: ByteReader,
  header: BmffBox | undefined,
): Uint8Array {
  const box = header && findBox(reader, ['colr'], header);
  const method = box ? reader.u8(box.dataAt) : 0;
  return box && (method === 2 || method === 3)
    ? reader.bytes.subarray(box.dataAt + 3, box.endAt)
    : new Uint8Array();
}

/** Of a palette's columns and `cmap`, else one of each component. */
function readChannels(
  reader: ByteReader,
  header: BmffBox | undefined,
  { components }: Jp2Layout,
): Jp2Channel[] {
  const palette = header && findBox(reader, ['pclr'], header);
  const map = header && findBox(reader, ['cmap'], header);
  if (!palette || !map)
    return components.map((_, component) => ({ component }));
  const columns = readPalette(reader, palette);
  const channels: Jp2Channel[] = [];
  for (let at = map.dataAt; at + 4 <= map.endAt; at += 4) {
    const component = reader.u16(at);
    const column = columns[reader.u8(at + 3)];
    if (component >= components.length) continue;
    const isMapped = reader.u8(at + 2) === 1 && column !== undefined;
    channels.push(isMapped ? { component, palette: column } : { component });
  }
  return channels;
}

/** The columns of `pclr`, each brought to 0–255. */
function readPalette(reader: ByteReader, { dataAt }: BmffBox): number[][] {
  const entries = reader.u16(dataAt);
  const count = reader.u8(dataAt + 2);
  const depths = Array.from(
    { length: count },
    (_, i) => (reader.u8(dataAt + 3 + i) & 0x7f) + 1,
  );
  const columns = depths.map((): number[] => []);
  let at = dataAt + 3 + count;
  for (let entry = 0; entry < entries && at < reader.length; entry++) {
    for (const [i, bits] of depths.entries()) {
      const value = bits > 8 ? reader.u16(at) : reader.u8(at);
      columns[i]?.push((value * 255) / (2 ** bits - 1));
      at += bits > 8 ? 2 : 1;
    }
  }
  return columns;
}

interface ChannelOrder {
  /** Channel by the number of its colour, from 1. */
  order: ReadonlyMap<number, number>;
  alphaAt: number | undefined;
  isMultiplied: boolean;
}

/** What `cdef` says each channel is (ITU-T T.800, I.5.3.6). */
function readOrder(
  reader: ByteReader,
  header: BmffBox | undefined,
): ChannelOrder {
  const order = new Map<number, number>();
  let alphaAt: number | undefined;
  let isMultiplied = false;
  const box = header && findBox(reader, ['cdef'], header);
  if (!box) return { order, alphaAt, isMultiplied };
  for (let at = box.dataAt + 2; at + 6 <= box.endAt; at += 6) {
    const channel = reader.u16(at);
    const kind = reader.u16(at + 2);
    if (kind === COLOUR) order.set(reader.u16(at + 4), channel);
    if (kind !== ALPHA && kind !== MULTIPLIED_ALPHA) continue;
    alphaAt = channel;
    isMultiplied = kind === MULTIPLIED_ALPHA;
  }
  return { order, alphaAt, isMultiplied };
}
