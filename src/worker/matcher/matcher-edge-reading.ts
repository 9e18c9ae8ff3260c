import { inverseTransform } from '../../domain/judge-edge-geometry.ts';
import type { HashDistances } from '../../domain/judge-edge.ts';

/**
 * A picture that is nearly its own mirror image matches both ways; it counts as upright unless
 * turning it brings the hashes this much closer, bits of 256.
 */
const TURN_MUST_GAIN_BITS = 8;

function cost({ transform, pHash256Bits }: HashDistances): number {
  return pHash256Bits + (transform === 'upright' ? 0 : TURN_MUST_GAIN_BITS);
}

/** Whether the first is the better reading of the pair; a tie goes by name, so that order is none. */
function isCloser(a: HashDistances, b: HashDistances): boolean {
  const difference = cost(a) - cost(b);
  return difference === 0 ? a.transform < b.transform : difference < 0;
}

/** The closer of two readings of one pair; that a window proposes the pair stays known. */
export function betterOf(
  known: HashDistances,
  other: HashDistances,
): HashDistances {
  const closer = isCloser(other, known) ? other : known;
  const isWindow = known.isWindow === true || other.isWindow === true;
  return isWindow && closer.isWindow !== true && closer.transform === 'upright'
    ? { ...closer, isWindow }
    : closer;
}

/** The same reading from the other end of the pair. */
export function inverted(measured: HashDistances): HashDistances {
  return { ...measured, transform: inverseTransform(measured.transform) };
}
