import type { OverlaidPlanes } from './overlay-planes.ts';

/** From here on a level is at the end of the scale… */
const LOWEST = 2.5;
const HIGHEST = 252.5;
/**
 * …and this far from it it certainly is not. Between them lies JPEG's noise, and above black what a
 * gamma curve makes of it: it lifts level 2 to 9, or 14 where it is steeper, and loses nothing.
 */
const CLEAR_OF_WHITE = 7;
const CLEAR_OF_BLACK = 20;

function isClipped(level: number): boolean {
  return level <= LOWEST || level >= HIGHEST;
}

function isInside(level: number): boolean {
  return level >= LOWEST + CLEAR_OF_BLACK && level <= HIGHEST - CLEAR_OF_WHITE;
}

/**
 * Share of the overlap that is at an end of the scale in the second picture and was not in the
 * first, less the reverse, −1…1. What is clipped in one can be made of the other, never back.
 */
export function clippedGain({ first, second, mask }: OverlaidPlanes): number {
  let pixels = 0;
  let gained = 0;
  for (let at = 0; at < mask.length; at += 1) {
    if (mask[at] === 0) continue;
    const a = first.data[at] ?? 0;
    const b = second.data[at] ?? 0;
    pixels += 1;
    if (isClipped(b) && isInside(a)) gained += 1;
    if (isClipped(a) && isInside(b)) gained -= 1;
  }
  return pixels === 0 ? 0 : gained / pixels;
}
