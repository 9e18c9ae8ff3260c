/** The first `count` rows of the orthonormal DCT-II of `side` samples, row-major. */
export function cosineBasis(side: number, count = side): Float64Array {
  const basis = new Float64Array(count * side);
  for (let k = 0; k < count; k += 1) {
    const scale = Math.sqrt((k === 0 ? 1 : 2) / side);
    for (let x = 0; x < side; x += 1) {
      basis[k * side + x] =
        scale * Math.cos((Math.PI * k * (2 * x + 1)) / (2 * side));
    }
  }
  return basis;
}
