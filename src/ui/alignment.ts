import type { DihedralTransform } from '../domain/fingerprint.ts';

/** How to lay a turned or mirrored copy over its keeper. */
export interface Alignment {
  /** CSS transform that undoes the copy's turn and mirror. */
  transform: string;
  /** Width and height change places. */
  isQuarterTurn: boolean;
}

const TURN_DEGREES: Record<DihedralTransform, 0 | 90 | 180 | 270> = {
  upright: 0,
  'turned-90': 90,
  'turned-180': 180,
  'turned-270': 270,
  mirrored: 0,
  'mirrored-turned-90': 90,
  'mirrored-turned-180': 180,
  'mirrored-turned-270': 270,
};

/**
 * The copy is the keeper mirrored first and then turned clockwise, so it is turned back first
 * and then mirrored. CSS applies the functions of a list from right to left.
 */
export function alignmentOf(transform: DihedralTransform): Alignment {
  const degrees = TURN_DEGREES[transform];
  const mirror = transform.startsWith('mirrored') ? 'scaleX(-1) ' : '';
  return {
    transform: `${mirror}rotate(${-degrees}deg)`,
    isQuarterTurn: degrees === 90 || degrees === 270,
  };
}
