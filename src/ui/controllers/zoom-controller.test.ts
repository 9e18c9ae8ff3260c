import { expect, it } from 'vitest';
import { FITTED, clamped, zoomedAt } from './zoom-controller.ts';

/** Where a point of the picture (share from its centre) is drawn. */
function drawn(view: { scale: number; x: number }, at: number): number {
  return at * view.scale + view.x;
}

it('keeps the point under the pointer in its place', () => {
  const first = zoomedAt(FITTED, 2, 0.25, -0.1);
  expect(drawn(first, 0.25)).toBeCloseTo(0.25);
  expect(first.scale).toBe(2);
});

it('does so from a zoomed view as well', () => {
  const before = { scale: 2, x: 0.3, y: 0 };
  const picturePoint = (0.1 - before.x) / before.scale;
  const after = zoomedAt(before, 1.5, 0.1, 0);
  expect(drawn(after, picturePoint)).toBeCloseTo(0.1);
});

it('never goes below fit or beyond the limit', () => {
  expect(zoomedAt(FITTED, 0.1, 0.4, 0.4)).toEqual(FITTED);
  expect(zoomedAt(FITTED, 1000, 0, 0).scale).toBe(16);
});

it('never lets the picture leave its place', () => {
  expect(clamped({ scale: 3, x: 5, y: -5 })).toEqual({ scale: 3, x: 1, y: -1 });
  expect(clamped({ scale: 1, x: 0.4, y: 0.4 })).toEqual(FITTED);
});
