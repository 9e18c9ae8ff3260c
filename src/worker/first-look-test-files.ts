import type { ExifOrientation } from '../domain/fingerprint.ts';
import { seededRandom } from './kernels/oracle/seeded-random.ts';
import type { RgbRaster } from './kernels/raster.ts';

export interface ThumbnailOptions {
  orientation?: ExifOrientation;
  /** What the directory says, where that is not the truth. */
  saysStart?: number;
  saysLength?: number;
}

const HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0];
/** Header, IFD0 with one field, IFD1 with two. */
const THUMBNAIL_AT = 8 + (2 + 12 + 4) + (2 + 24 + 4);

/**
 * For tests: a JPEG with an EXIF segment right behind its start that holds the orientation and a
 * thumbnail, as cameras write them.
 */
export function withThumbnail(
  jpeg: Uint8Array,
  thumbnail: Uint8Array,
  options: ThumbnailOptions = {},
): Uint8Array<ArrayBuffer> {
  const { orientation = 1 } = options;
  const { saysStart = THUMBNAIL_AT, saysLength = thumbnail.length } = options;
  const block = [
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 26],
    ...[0, 2, 0x02, 0x01, 0, 4, 0, 0, 0, 1, ...uint32(saysStart)],
    ...[0x02, 0x02, 0, 4, 0, 0, 0, 1, ...uint32(saysLength)],
    ...[0, 0, 0, 0],
  ];
  const length = 2 + HEAD.length + block.length + thumbnail.length;
  if (length > 65_535) throw new Error('the thumbnail is too large');
  const head = [0xff, 0xe1, length >> 8, length & 0xff, ...HEAD, ...block];
  const file = new Uint8Array(jpeg.length + length + 2);
  file.set(jpeg.subarray(0, 2));
  file.set(head, 2);
  file.set(thumbnail, 2 + head.length);
  file.set(jpeg.subarray(2), 2 + head.length + thumbnail.length);
  return file;
}

/** For tests: discs of grey on a slope, unlike those of any other seed, in any size. */
export function testScene(
  seed: number,
  widthPx: number,
  heightPx: number,
): RgbRaster {
  const random = seededRandom(seed);
  const discs = Array.from({ length: 24 }, () => ({
    x: random(),
    y: random(),
    radius: 0.04 + random() * 0.2,
    level: random() * 255,
  }));
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const u = (x + 0.5) / widthPx;
      const v = (y + 0.5) / heightPx;
      let level = 60 + 120 * v;
      for (const disc of discs) {
        if (Math.hypot(u - disc.x, v - disc.y) < disc.radius) {
          level = disc.level;
        }
      }
      data.fill(level, (y * widthPx + x) * 3, (y * widthPx + x) * 3 + 3);
    }
  }
  return { data, widthPx, heightPx };
}

/** For tests: the raster between black bars above and below. */
export function withBars(raster: RgbRaster, barPx: number): RgbRaster {
  const { data, widthPx, heightPx } = raster;
  const out = new Uint8Array(widthPx * (heightPx + 2 * barPx) * 3);
  out.set(data, widthPx * barPx * 3);
  return { data: out, widthPx, heightPx: heightPx + 2 * barPx };
}

function uint32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}
