/**
 * A pair is kept where it is among so many nearest of one of its pictures: of n pictures that all look alike
 * some 50 n pairs instead of n² / 2. Hardly anyone has more copies of a photo, and of those that do the
 * original is among the nearest of each copy.
 */
export const NEAREST_PAIRS = 64;
