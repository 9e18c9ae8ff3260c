import { readRaw, type RawPreview } from '../raw/read-raw.ts';
import type { RawClues } from '../raw/raw-clues.ts';
import { jpegOrientation } from './jpeg-orientation.ts';
import type { ByteReader } from '../byte-reader.ts';
import type { PictureHeader } from './picture-header.ts';

const LONGEST_SIDE_PX = 65_535;

/**
 * The size that the sensor's picture has where the container tells it, else the preview's. A turn
 * that the preview names itself comes before the container's.
 */
export function readRawHeader(reader: ByteReader): PictureHeader | undefined {
  const { preview, clues } = readRaw(reader.bytes);
  if (!preview) return undefined;
  // JPEG XL is turned by its decoder, as it says itself.
  const own =
    preview.format === 'jxl'
      ? 1
      : jpegOrientation(
          reader.bytes.subarray(preview.startByte, preview.endByte),
        );
  return {
    ...sensorSize(preview, clues),
    frameCount: 1,
    isIncomplete: clues.isCut || !preview.isWhole,
    containerOrientation: own === 1 ? (clues.orientation ?? 1) : own,
  };
}

type Size = RawClues['sizes'][number];

/** Of the sizes not under the preview's the one of its shape: others count the sensor's edges in. */
function sensorSize(preview: RawPreview, { sizes }: RawClues): Size {
  const { widthPx, heightPx } = preview;
  // In steps of a hundredth: within one the larger size counts.
  const offShape = (size: Size): number =>
    Math.round(
      100 *
        Math.abs(Math.log((size.widthPx * heightPx) / size.heightPx / widthPx)),
    );
  let best: Size = { widthPx, heightPx };
  let leastOff = Infinity;
  for (const size of sizes.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    const isFitting =
      size.widthPx >= widthPx &&
      size.heightPx >= heightPx &&
      Math.max(size.widthPx, size.heightPx) <= LONGEST_SIDE_PX;
    if (!isFitting || offShape(size) >= leastOff) continue;
    best = { widthPx: size.widthPx, heightPx: size.heightPx };
    leastOff = offShape(size);
  }
  return best;
}

function areaOf({ widthPx, heightPx }: Size): number {
  return widthPx * heightPx;
}
