import type { ExifOrientation } from '../../domain/fingerprint.ts';
import { checkRgb, type RgbRaster } from './raster.ts';

/** Where stored pixel (0, 0) goes and how the stored axes run in the upright picture. */
interface Placement {
  swapsAxes: boolean;
  /** The upright picture runs against the stored axis that lies along its x (y) axis. */
  flipsX: boolean;
  flipsY: boolean;
}

/** EXIF 2.32, tag 0x0112. */
const PLACEMENTS: Record<ExifOrientation, Placement> = {
  1: { swapsAxes: false, flipsX: false, flipsY: false },
  2: { swapsAxes: false, flipsX: true, flipsY: false },
  3: { swapsAxes: false, flipsX: true, flipsY: true },
  4: { swapsAxes: false, flipsX: false, flipsY: true },
  5: { swapsAxes: true, flipsX: false, flipsY: false },
  6: { swapsAxes: true, flipsX: true, flipsY: false },
  7: { swapsAxes: true, flipsX: true, flipsY: true },
  8: { swapsAxes: true, flipsX: false, flipsY: true },
};

/**
 * Turns a raster as stored into the raster as shown. Orientation 1 gives back the same object.
 * @throws RangeError on a raster whose data does not fit its size
 */
export function orientRaster(
  raster: RgbRaster,
  orientation: ExifOrientation,
): RgbRaster {
  checkRgb(raster);
  if (orientation === 1) return raster;
  const { data, widthPx, heightPx } = raster;
  const { swapsAxes, flipsX, flipsY } = PLACEMENTS[orientation];
  const outWidth = swapsAxes ? heightPx : widthPx;
  const outHeight = swapsAxes ? widthPx : heightPx;
  // Bytes from one shown pixel to the next to the right, and to the next below.
  const alongX = (swapsAxes ? widthPx * 3 : 3) * (flipsX ? -1 : 1);
  const alongY = (swapsAxes ? 3 : widthPx * 3) * (flipsY ? -1 : 1);
  const start =
    (flipsX ? -alongX * (outWidth - 1) : 0) +
    (flipsY ? -alongY * (outHeight - 1) : 0);
  const out = new Uint8Array(data.length);
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    let from = start + y * alongY;
    for (let x = 0; x < outWidth; x++) {
      out[to] = data[from]!;
      out[to + 1] = data[from + 1]!;
      out[to + 2] = data[from + 2]!;
      to += 3;
      from += alongX;
    }
  }
  return { data: out, widthPx: outWidth, heightPx: outHeight };
}
