import type {
  DihedralTransform,
  Fingerprint,
} from '../../domain/fingerprint.ts';
import {
  testFingerprint,
  type TestPhoto,
} from '../../domain/group-test-photos.ts';
import { transformParts } from '../../domain/judge-edge-geometry.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import type { RgbRaster } from '../kernels/raster.ts';

/** Pictures for tests: drawn by formula, fingerprinted by the real kernels. */

const SIDE_PX = 256;

/** A generator of numbers in 0–1 that depends on the seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Waves of many directions: every seed is another scene. */
function scene(seed: number): (x: number, y: number) => number {
  const random = randomOf(seed);
  const waves = Array.from({ length: 24 }, () => ({
    u: (random() - 0.5) * 24,
    v: (random() - 0.5) * 24,
    phase: random() * 2 * Math.PI,
    height: random() * 20,
  }));
  return (x, y) =>
    waves.reduce(
      (sum, { u, v, phase, height }) =>
        sum +
        height *
          Math.sin(
            2 * Math.PI * ((u * x) / SIDE_PX + (v * y) / SIDE_PX) + phase,
          ),
      128,
    );
}

/** Where a pixel of the turned picture comes from. */
function source(
  x: number,
  y: number,
  transform: DihedralTransform,
): [number, number] {
  const { isMirrored, quarterTurns } = transformParts(transform);
  let [fromX, fromY] = [x, y];
  for (let turn = 0; turn < quarterTurns; turn += 1) {
    [fromX, fromY] = [fromY, SIDE_PX - 1 - fromX];
  }
  return [isMirrored ? SIDE_PX - 1 - fromX : fromX, fromY];
}

/** How a drawn picture differs from its scene. */
export interface TestPicture extends TestPhoto {
  /** Other seeds are other scenes. */
  seed: number;
  /** Grey levels of noise, as saving again adds it. */
  noise?: number;
  transform?: DihedralTransform;
}

function draw({
  seed,
  noise = 0,
  transform = 'upright',
}: TestPicture): RgbRaster {
  const value = scene(seed);
  const random = randomOf(seed * 7919 + noise);
  const data = new Uint8Array(SIDE_PX * SIDE_PX * 3);
  for (let y = 0; y < SIDE_PX; y += 1) {
    for (let x = 0; x < SIDE_PX; x += 1) {
      const [fromX, fromY] = source(x, y, transform);
      const grey = value(fromX, fromY) + (random() - 0.5) * noise;
      data.fill(
        Math.max(0, Math.min(255, Math.round(grey))),
        (y * SIDE_PX + x) * 3,
        (y * SIDE_PX + x) * 3 + 3,
      );
    }
  }
  return { data, widthPx: SIDE_PX, heightPx: SIDE_PX };
}

/** The fingerprint of a drawn picture. `name` defaults to one that the drawing gives. */
export function drawnFingerprint(
  kernels: Kernels,
  picture: TestPicture,
): Fingerprint {
  const raster = draw(picture);
  const name = `${picture.seed}-${picture.noise ?? 0}-${picture.transform ?? 'upright'}`;
  return {
    ...testFingerprint({
      name,
      pixels: name,
      hashes: kernels.hashes(raster),
      ...picture,
    }),
    lumaThumb: kernels.lumaThumb(raster),
    colour: kernels.colourSignature(raster),
  };
}

/** The same picture with so many bytes of its pHash-256 cleared: some 4 bits farther off for each. */
export function movedApart(
  fingerprint: Fingerprint,
  bytes: number,
): Fingerprint {
  const { hashes } = fingerprint;
  const pHash256 = hashes.pHash256.slice().fill(0, 0, bytes);
  return { ...fingerprint, hashes: { ...hashes, pHash256 } };
}
