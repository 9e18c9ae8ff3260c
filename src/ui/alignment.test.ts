import { expect, it } from 'vitest';
import { DIHEDRAL_TRANSFORMS } from '../domain/fingerprint.ts';
import { alignmentOf } from './alignment.ts';

type Point = readonly [number, number];

/** What the copy does to a point (y downwards): mirror left-right first, then turn clockwise. */
function copied(name: string, [x, y]: Point): Point {
  const degrees = Number(/\d+/.exec(name)?.[0] ?? 0);
  let point: Point = name.startsWith('mirrored') ? [-x, y] : [x, y];
  for (let turn = 0; turn < degrees; turn += 90) point = [-point[1], point[0]];
  return point;
}

/** What a CSS transform of scaleX and rotate does, last function first. */
function styled(transform: string, [x, y]: Point): Point {
  const degrees = Number(/rotate\((-?\d+)deg\)/.exec(transform)?.[1] ?? 0);
  const radians = (degrees * Math.PI) / 180;
  const turnedX = x * Math.cos(radians) - y * Math.sin(radians);
  const turnedY = x * Math.sin(radians) + y * Math.cos(radians);
  return [transform.includes('scaleX(-1)') ? -turnedX : turnedX, turnedY];
}

it.each(DIHEDRAL_TRANSFORMS)('undoes %s', (name) => {
  const { transform, isQuarterTurn } = alignmentOf(name);
  const [x, y] = styled(transform, copied(name, [3, 1]));
  expect([x, y].map((value) => Math.round(value))).toEqual([3, 1]);
  const [width] = copied(name, [3, 1]).map(Math.abs);
  expect(isQuarterTurn).toBe(width === 1);
});
