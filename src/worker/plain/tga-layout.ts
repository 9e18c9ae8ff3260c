import type { ByteReader } from '../byte-reader.ts';

/** What the header of a Targa picture says. */
export interface TgaLayout {
  widthPx: number;
  heightPx: number;
  colours: 'palette' | 'rgb' | 'gray';
  isPacked: boolean;
  /** Of a stored pixel: 8, 15, 16, 24 or 32. */
  bitsPerPixel: number;
  hasAlpha: boolean;
  isFromTop: boolean;
  isFromRight: boolean;
  /** The palette: its first index, its length, its bits an entry. */
  palette: { first: number; length: number; bits: number };
  paletteAt: number;
  dataAt: number;
}

const HEADER_BYTES = 18;
/** Image types 1–3, and 9–11 with runs (Truevision TGA 2.0). */
const COLOURS = [undefined, 'palette', 'rgb', 'gray'] as const;
const PALETTE_BITS = [15, 16, 24, 32];
const PIXEL_BITS: Record<TgaLayout['colours'], readonly number[]> = {
  palette: [8],
  rgb: [15, 16, 24, 32],
  gray: [8, 16],
};

/**
 * The header of a Targa picture. The format has no mark at its start, so everything that can be
 * checked is: no byte may hold what no program writes.
 */
export function readTgaLayout(reader: ByteReader): TgaLayout | undefined {
  if (!reader.has(0, HEADER_BYTES)) return undefined;
  const type = reader.u8(2);
  const colours = COLOURS[type & 7];
  if (colours === undefined || (type & ~0x0b) !== 0) return undefined;
  const bitsPerPixel = reader.u8(16);
  const descriptor = reader.u8(17);
  const alphaBits = descriptor & 15;
  const palette = readPalette(reader, colours);
  const widthPx = reader.u16(12, true);
  const heightPx = reader.u16(14, true);
  const isSound =
    palette !== undefined &&
    widthPx > 0 &&
    heightPx > 0 &&
    PIXEL_BITS[colours].includes(bitsPerPixel) &&
    isAlphaOf(alphaBits, bitsPerPixel, colours) &&
    // Rows that are stored interleaved went out with the hardware that showed them.
    descriptor >> 6 === 0;
  if (!isSound) return undefined;
  const paletteAt = HEADER_BYTES + reader.u8(0);
  return {
    widthPx,
    heightPx,
    colours,
    isPacked: type >= 9,
    bitsPerPixel,
    hasAlpha: alphaBits === 8,
    isFromTop: (descriptor & 0x20) !== 0,
    isFromRight: (descriptor & 0x10) !== 0,
    palette,
    paletteAt,
    dataAt: paletteAt + palette.length * tgaBytes(palette.bits),
  };
}

/** Only pictures of palette indices may have a palette; the others must leave its fields empty. */
function readPalette(
  reader: ByteReader,
  colours: TgaLayout['colours'],
): TgaLayout['palette'] | undefined {
  const palette = {
    first: reader.u16(3, true),
    length: reader.u16(5, true),
    bits: reader.u8(7),
  };
  if (colours === 'palette') {
    const isSound =
      reader.u8(1) === 1 &&
      palette.length > 0 &&
      palette.first + palette.length <= 256 &&
      PALETTE_BITS.includes(palette.bits);
    return isSound ? palette : undefined;
  }
  const isEmpty = palette.first === 0 && palette.length === 0;
  return reader.u8(1) === 0 && isEmpty
    ? { first: 0, length: 0, bits: 0 }
    : undefined;
}

function isAlphaOf(
  alphaBits: number,
  bitsPerPixel: number,
  colours: TgaLayout['colours'],
): boolean {
  // Gray of 16 bits is 8 of gray and 8 of alpha.
  if (colours === 'gray') return alphaBits === bitsPerPixel - 8;
  if (alphaBits === 0) return true;
  if (bitsPerPixel === 32) return alphaBits === 8;
  return bitsPerPixel === 16 && alphaBits === 1;
}

/** Bytes that hold so many bits. */
export function tgaBytes(bits: number): number {
  return Math.ceil(bits / 8);
}
