// Power spectra of 32×32 blocks of luma: where a picture has texture, how fast does it fall off?

const SIDE: i32 = 32;

/** f32 of the windowed cosine table that blockSpectrum needs: SIDE². */
export function buildSpectrumTable(table: usize): void {
  for (let k = 0; k < SIDE; k++) {
    for (let n = 0; n < SIDE; n++) {
      // Transposed (row n, column k), so that four frequencies lie side by side.
      const window =
        0.5 - 0.5 * Math.cos((2.0 * Math.PI * (<f64>n + 0.5)) / <f64>SIDE);
      const angle = (Math.PI * <f64>k * <f64>(2 * n + 1)) / (2.0 * <f64>SIDE);
      store<f32>(
        table + ((<usize>(n * SIDE + k)) << 2),
        <f32>(window * Math.cos(angle)),
      );
    }
  }
}

/**
 * How much texture a 32×32 block has at about half the Nyquist frequency: the sum of squared
 * differences of pixels two apart, in both directions.
 */
export function blockTexture(luma: usize, stride: i32): u32 {
  let sum: u32 = 0;
  for (let y = 0; y < SIDE - 2; y++) {
    let at = luma + y * stride;
    for (let x = 0; x < SIDE - 2; x++) {
      const value = <i32>load<u8>(at);
      const right = <i32>load<u8>(at, 2) - value;
      const below = <i32>load<u8>(at + 2 * stride) - value;
      sum += right * right + below * below;
      at++;
    }
  }
  return sum;
}

/**
 * Adds the power of the windowed DCT-II of one 32×32 block to `power`, SIDE² f32, row = vertical
 * frequency. `temp` holds SIDE² f32.
 */
export function addBlockSpectrum(
  luma: usize,
  stride: i32,
  table: usize,
  power: usize,
  temp: usize,
): void {
  let total = 0;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) total += load<u8>(luma + y * stride + x);
  }
  const mean = <f32>total / <f32>(SIDE * SIDE);
  // Rows: temp[y][u] = Σ_x (p[y][x] − mean) table[x][u]
  for (let y = 0; y < SIDE; y++) {
    for (let u = 0; u < SIDE; u += 4) {
      let sum = f32x4.splat(0);
      for (let x = 0; x < SIDE; x++) {
        const pixel = <f32>load<u8>(luma + y * stride + x) - mean;
        const c = v128.load(table + ((<usize>(x * SIDE + u)) << 2));
        sum = f32x4.add(sum, f32x4.mul(f32x4.splat(pixel), c));
      }
      v128.store(temp + ((<usize>(y * SIDE + u)) << 2), sum);
    }
  }
  // Columns: X[v][u] = Σ_y table[y][v] temp[y][u]
  for (let v = 0; v < SIDE; v++) {
    for (let u = 0; u < SIDE; u += 4) {
      let sum = f32x4.splat(0);
      for (let y = 0; y < SIDE; y++) {
        const c = v128.load32_splat(table + ((<usize>(y * SIDE + v)) << 2));
        const row = v128.load(temp + ((<usize>(y * SIDE + u)) << 2));
        sum = f32x4.add(sum, f32x4.mul(c, row));
      }
      const at = power + ((<usize>(v * SIDE + u)) << 2);
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(sum, sum)));
    }
  }
}
