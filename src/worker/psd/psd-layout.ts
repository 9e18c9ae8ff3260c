import type { ByteReader } from '../byte-reader.ts';

export const PSD_MODE = {
  bitmap: 0,
  gray: 1,
  indexed: 2,
  rgb: 3,
  cmyk: 4,
  multichannel: 7,
  duotone: 8,
  lab: 9,
} as const;

/** What a Photoshop file says before its merged picture (Adobe Photoshop File Formats, 2019). */
export interface PsdLayout {
  widthPx: number;
  heightPx: number;
  channels: number;
  bitsPerSample: number;
  mode: number;
  /** 256 reds, greens, blues of an indexed picture; else empty or something of the mode's own. */
  palette: Uint8Array;
  /** PSB, the form for large documents: some lengths are longer. */
  isLarge: boolean;
  /** Where the merged picture begins, with its compression. */
  mergedAt: number;
  /** False when the program left the merged picture out. */
  hasMerged: boolean;
  iccProfile: Uint8Array | undefined;
}

const VERSION_INFO = 1057;
const ICC_PROFILE = 1039;
const MOST_RESOURCES = 4096;

/** @returns undefined when the header is not there. */
export function readPsdLayout(reader: ByteReader): PsdLayout | undefined {
  const version = reader.u16(4);
  if (!reader.isText(0, '8BPS') || !reader.has(0, 26)) return undefined;
  if (version !== 1 && version !== 2) return undefined;
  const isLarge = version === 2;
  const paletteAt = 26;
  const resourcesAt = paletteAt + 4 + reader.u32(paletteAt);
  const layersAt = resourcesAt + 4 + reader.u32(resourcesAt);
  const layersBytes = isLarge ? reader.u64(layersAt) : reader.u32(layersAt);
  const resources = resourcePlaces(reader, resourcesAt + 4, layersAt);
  const versionInfo = resources.get(VERSION_INFO);
  const profile = resources.get(ICC_PROFILE);
  return {
    heightPx: reader.u32(14),
    widthPx: reader.u32(18),
    channels: reader.u16(12),
    bitsPerSample: reader.u16(22),
    mode: reader.u16(24),
    palette: reader.bytes.subarray(paletteAt + 4, resourcesAt),
    isLarge,
    mergedAt: layersAt + (isLarge ? 8 : 4) + layersBytes,
    hasMerged: !versionInfo || reader.u8(versionInfo.dataAt + 4) !== 0,
    iccProfile: profile && reader.bytes.subarray(profile.dataAt, profile.endAt),
  };
}

interface Place {
  dataAt: number;
  endAt: number;
}

/** Image resource blocks: `8BIM`, number, name padded to even, length, data padded to even. */
function resourcePlaces(
  reader: ByteReader,
  start: number,
  end: number,
): Map<number, Place> {
  const places = new Map<number, Place>();
  let at = start;
  for (let i = 0; i < MOST_RESOURCES && at + 12 <= end; i++) {
    const id = reader.u16(at + 4);
    const nameBytes = reader.u8(at + 6) + 1;
    const lengthAt = at + 6 + nameBytes + (nameBytes % 2);
    const bytes = reader.u32(lengthAt);
    const dataAt = lengthAt + 4;
    places.set(id, { dataAt, endAt: Math.min(end, dataAt + bytes) });
    at = dataAt + bytes + (bytes % 2);
  }
  return places;
}
