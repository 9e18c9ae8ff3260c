class Lanes {
  /** cos(2π · turns), wrong by less than 10^-15. */
  @inline
  static cosineOfTurns(turns: v128): v128 {
    const part = f64x2.abs(f64x2.sub(turns, f64x2.nearest(turns)));
    // A sine within a quarter turn either way, by its series.
    const angle = f64x2.mul(
      f64x2.sub(f64x2.splat(0.25), part),
      f64x2.splat(2 * Math.PI),
    );
    const square = f64x2.mul(angle, angle);
    let sum = f64x2.splat(-1.0 / 121645100408832000.0);
    sum = Lanes.next(sum, square, 1.0 / 355687428096000.0);
    sum = Lanes.next(sum, square, -1.0 / 1307674368000.0);
    sum = Lanes.next(sum, square, 1.0 / 6227020800.0);
    sum = Lanes.next(sum, square, -1.0 / 39916800.0);
    sum = Lanes.next(sum, square, 1.0 / 362880.0);
    sum = Lanes.next(sum, square, -1.0 / 5040.0);
    sum = Lanes.next(sum, square, 1.0 / 120.0);
    sum = Lanes.next(sum, square, -1.0 / 6.0);
    sum = Lanes.next(sum, square, 1.0);
    return f64x2.mul(sum, angle);
  }

  @inline
  static next(sum: v128, square: v128, term: f64): v128 {
    return f64x2.add(f64x2.mul(sum, square), f64x2.splat(term));
  }

  /** Cosines of the two values / step, 0 for those that are not beyond step / 2. */
  @inline
  static cosines(values: v128, step: v128, half: v128): v128 {
    const isBeyond = f64x2.gt(f64x2.abs(values), half);
    return v128.and(Lanes.cosineOfTurns(f64x2.div(values, step)), isBeyond);
  }
}

/**
 * Two f64: Σ cos(2π · value / step) over those of `count` f32 beyond step / 2 either way, and how
 * many these are.
 */
export function combSums(
  values: usize,
  count: i32,
  step: f64,
  out: usize,
): void {
  const steps = f64x2.splat(step);
  const half = f64x2.splat(step / 2);
  const coarseHalf = f32x4.splat(<f32>(step / 2));
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  let beyond = 0;
  let at = values;
  let left = count;
  while (left > 0) {
    // The last few with zeros behind them, which are never beyond.
    const four = left >= 4 ? v128.load(at) : lastValues(at, left);
    const isBeyond = f32x4.gt(f32x4.abs(four), coarseHalf);
    if (v128.any_true(isBeyond)) {
      beyond += popcnt<i32>(i32x4.bitmask(isBeyond));
      const upper = i64x2.shuffle(four, four, 1, 0);
      const lower2 = f64x2.promote_low_f32x4(four);
      const upper2 = f64x2.promote_low_f32x4(upper);
      even = f64x2.add(even, Lanes.cosines(lower2, steps, half));
      odd = f64x2.add(odd, Lanes.cosines(upper2, steps, half));
    }
    at += 16;
    left -= 4;
  }
  const sums = f64x2.add(even, odd);
  store<f64>(out, f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1));
  store<f64>(out, <f64>beyond, 8);
}

function lastValues(at: usize, count: i32): v128 {
  let four = v128.load32_zero(at);
  if (count > 1) four = f32x4.replace_lane(four, 1, load<f32>(at, 4));
  if (count > 2) four = f32x4.replace_lane(four, 2, load<f32>(at, 8));
  return four;
}
