import { describe, expect, it } from 'vitest';
import { clippedGain } from './clipped-gain.ts';

const SIDE = 64;

/** Levels 0–255 in equal shares. */
const slope = Float32Array.from(
  { length: SIDE * SIDE },
  (_, at) => (at * 255) / (SIDE * SIDE - 1),
);

function gained(change: (level: number) => number): number {
  const plane = (data: Float32Array) => ({
    data,
    widthPx: SIDE,
    heightPx: SIDE,
  });
  return clippedGain({
    first: plane(slope),
    second: plane(
      slope.map((level) => Math.min(255, Math.max(0, change(level)))),
    ),
    mask: new Uint8Array(SIDE * SIDE).fill(1),
  });
}

describe('clippedGain', () => {
  it('is what brightening and darkening cut off', () => {
    // Levels over 212 become white; those from 245.5 on count as white already.
    expect(gained((level) => level * 1.2)).toBeCloseTo(0.137, 1);
    expect(gained((level) => level - 60)).toBeGreaterThan(0.1);
  });

  it('is nothing under a gamma curve, which cuts nothing off', () => {
    for (const gamma of [1 / 1.4, 1 / 1.8, 1.4]) {
      expect(
        Math.abs(gained((level) => 255 * (level / 255) ** gamma)),
      ).toBeLessThan(0.004);
    }
  });
});
