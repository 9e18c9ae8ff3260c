import { describe, expect, it } from 'vitest';
import { type AffineMap, wholeMap } from './affine-map.ts';

function at(map: AffineMap, u: number, v: number): [number, number] {
  return [map.uu * u + map.uv * v + map.u0, map.vu * u + map.vv * v + map.v0];
}

describe('wholeMap', () => {
  it('takes a place of the whole second picture where the map between the parts takes it', () => {
    const part: AffineMap = {
      uu: 0.9,
      uv: 0.05,
      u0: 0.1,
      vu: -0.04,
      vv: 1.1,
      v0: -0.02,
    };
    const first = { left: 0.1, top: 0.2, width: 0.7, height: 0.5 };
    const second = { left: 0.05, top: 0.3, width: 0.6, height: 0.4 };
    const [u, v] = [0.35, 0.62];
    const [pu, pv] = at(
      part,
      (u - second.left) / second.width,
      (v - second.top) / second.height,
    );
    const [wu, wv] = at(wholeMap(part, first, second), u, v);
    expect(wu).toBeCloseTo(first.left + first.width * pu, 12);
    expect(wv).toBeCloseTo(first.top + first.height * pv, 12);
  });
});
