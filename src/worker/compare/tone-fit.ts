/** Least-squares tone between two pictures, and how well they agree under it. */
export interface ToneFit {
  /** −1…1; 0 when one of them is uniform. */
  ncc: number;
  /** second ≈ gain · first + offset */
  gain: number;
  /** In levels. */
  offset: number;
}

/** Sums over pairs of levels: of each side, of their squares, and of their products. */
export interface PairSums {
  pixels: number;
  sum1: number;
  sum2: number;
  sum11: number;
  sum22: number;
  sum12: number;
}

/** The fit that the sums stand for. The loops keep them in locals: these run for every pixel. */
export function toneFit(sums: PairSums): ToneFit {
  const { pixels, sum1, sum2, sum11, sum22, sum12 } = sums;
  const var1 = sum11 - (sum1 * sum1) / pixels;
  const var2 = sum22 - (sum2 * sum2) / pixels;
  const covariance = sum12 - (sum1 * sum2) / pixels;
  if (!(var1 > 0 && var2 > 0)) return { ncc: 0, gain: 1, offset: 0 };
  const gain = covariance / var1;
  return {
    ncc: covariance / Math.sqrt(var1 * var2),
    gain,
    offset: (sum2 - gain * sum1) / pixels,
  };
}
