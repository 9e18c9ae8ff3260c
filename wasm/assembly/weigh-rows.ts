/** Columns whose sums stay in registers. */
const BLOCK: i32 = 8;

/**
 * out[row][i] = Σ_n cosines[row][n] · pixels[n][i], `count` long (a multiple of 8), each sum in the
 * order of n; all f64.
 */
export function weighRows(
  cosines: usize,
  rows: i32,
  length: i32,
  values: usize,
  count: i32,
  out: usize,
): void {
  const pitch = (<usize>count) << 3;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < count; i += BLOCK) {
      let a = f64x2.splat(0);
      let b = f64x2.splat(0);
      let c = f64x2.splat(0);
      let d = f64x2.splat(0);
      let at = values + ((<usize>i) << 3);
      for (let n = 0; n < length; n++) {
        const weight = v128.load64_splat(cosines + ((<usize>n) << 3));
        a = f64x2.add(a, f64x2.mul(v128.load(at), weight));
        b = f64x2.add(b, f64x2.mul(v128.load(at, 16), weight));
        c = f64x2.add(c, f64x2.mul(v128.load(at, 32), weight));
        d = f64x2.add(d, f64x2.mul(v128.load(at, 48), weight));
        at += pitch;
      }
      const to = out + ((<usize>i) << 3);
      v128.store(to, a);
      v128.store(to, b, 16);
      v128.store(to, c, 32);
      v128.store(to, d, 48);
    }
    cosines += (<usize>length) << 3;
    out += pitch;
  }
}
