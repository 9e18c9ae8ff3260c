import type { AffineMap } from './affine-map.ts';
import type { Plane } from './plane.ts';
import { solveLinear } from './solve-linear.ts';

/** An alignment with the tone that goes with it. */
export interface Alignment {
  map: AffineMap;
  /** second ≈ gain · first + offset */
  gain: number;
  offset: number;
}

const PARAMETERS = 8;
/** Damping that keeps pictures with structure in one direction only solvable. */
const DAMPING = 1e-4;
/** Residuals beyond this many typical residuals count less and less: an overlay must not pull. */
const ROBUST_SPREAD = 2;
/** Typical residual assumed before anything is known, and the least ever assumed. */
const FIRST_SPREAD = 40;
const LEAST_SPREAD = 4;
/** A step smaller than this part of the picture changes nothing at 512 px. */
const CONVERGED_STEP = 1e-4;
/** Where the overlap holds fewer pixels than this there is nothing to fit. */
const FEWEST_PIXELS = 48;

/** A place between pixels: the value there and how it changes per pixel across and down. */
interface Sample {
  value: number;
  across: number;
  down: number;
}

/** Bilinear value and slope of a plane at pixel coordinates inside it. */
function sampleInto(plane: Plane, px: number, py: number, out: Sample): void {
  const ix = Math.floor(px);
  const iy = Math.floor(py);
  const fx = px - ix;
  const fy = py - iy;
  const corner = iy * plane.widthPx + ix;
  const p00 = plane.data[corner] ?? 0;
  const p10 = plane.data[corner + 1] ?? 0;
  const p01 = plane.data[corner + plane.widthPx] ?? 0;
  const p11 = plane.data[corner + plane.widthPx + 1] ?? 0;
  const top = p00 + (p10 - p00) * fx;
  const bottom = p01 + (p11 - p01) * fx;
  out.value = top + (bottom - top) * fy;
  out.across = p10 - p00 + (p11 - p01 - p10 + p00) * fy;
  out.down = bottom - top;
}

/** The upper triangle of JᵀWJ, row by row, and JᵀWr, summed pixel by pixel. */
class EquationSums {
  readonly upper = new Float64Array((PARAMETERS * (PARAMETERS + 1)) / 2);
  readonly right = new Float64Array(PARAMETERS);
  readonly jacobian = new Float64Array(PARAMETERS);
  pixels = 0;
  residualSum = 0;

  add(residual: number, weight: number): void {
    let at = 0;
    for (let row = 0; row < PARAMETERS; row += 1) {
      const weighted = weight * (this.jacobian[row] ?? 0);
      for (let column = row; column < PARAMETERS; column += 1) {
        this.upper[at] =
          (this.upper[at] ?? 0) + weighted * (this.jacobian[column] ?? 0);
        at += 1;
      }
      this.right[row] = (this.right[row] ?? 0) + weighted * residual;
    }
    this.pixels += 1;
    this.residualSum += Math.abs(residual);
  }
}

/** Gathers one Gauss-Newton step of Σ w·(second − gain·first(map) − offset)². */
function gatherEquations(
  first: Plane,
  second: Plane,
  alignment: Alignment,
  spread: number,
  stride: number,
): EquationSums {
  const { map, gain, offset } = alignment;
  const sums = new EquationSums();
  const sample: Sample = { value: 0, across: 0, down: 0 };
  for (let y = 0; y < second.heightPx; y += 1) {
    const v = (y + 0.5) / second.heightPx;
    for (let x = y % stride; x < second.widthPx; x += stride) {
      const u = (x + 0.5) / second.widthPx;
      const px = (map.uu * u + map.uv * v + map.u0) * first.widthPx - 0.5;
      const py = (map.vu * u + map.vv * v + map.v0) * first.heightPx - 0.5;
      const isInside =
        px >= 0 && py >= 0 && px < first.widthPx - 1 && py < first.heightPx - 1;
      if (!isInside) continue;
      sampleInto(first, px, py, sample);
      const residual =
        (second.data[y * second.widthPx + x] ?? 0) -
        gain * sample.value -
        offset;
      const relative = residual / spread;
      const gx = gain * first.widthPx * sample.across;
      const gy = gain * first.heightPx * sample.down;
      const { jacobian } = sums;
      jacobian[0] = gx * u;
      jacobian[1] = gx * v;
      jacobian[2] = gx;
      jacobian[3] = gy * u;
      jacobian[4] = gy * v;
      jacobian[5] = gy;
      jacobian[6] = sample.value;
      jacobian[7] = 1;
      sums.add(residual, 1 / (1 + relative * relative));
    }
  }
  return sums;
}

function fullMatrix(upper: Float64Array): Float64Array {
  const matrix = new Float64Array(PARAMETERS * PARAMETERS);
  let at = 0;
  for (let row = 0; row < PARAMETERS; row += 1) {
    for (let column = row; column < PARAMETERS; column += 1) {
      const value = (upper[at] ?? 0) * (row === column ? 1 + DAMPING : 1);
      matrix[row * PARAMETERS + column] = value;
      matrix[column * PARAMETERS + row] = value;
      at += 1;
    }
  }
  return matrix;
}

function stepped(alignment: Alignment, step: Float64Array): Alignment {
  const by = (index: number): number => step[index] ?? 0;
  const { map } = alignment;
  return {
    map: {
      uu: map.uu + by(0),
      uv: map.uv + by(1),
      u0: map.u0 + by(2),
      vu: map.vu + by(3),
      vv: map.vv + by(4),
      v0: map.v0 + by(5),
    },
    gain: alignment.gain + by(6),
    offset: alignment.offset + by(7),
  };
}

/**
 * Improves an alignment by Gauss-Newton steps on position, small turns, scale and tone
 * (Lucas-Kanade with an affine map, robust weights).
 * @param iterations most steps taken; stops early when nothing moves any more
 * @param stride uses one pixel of so many, each row shifted by one
 */
export function refineAlignment(
  first: Plane,
  second: Plane,
  start: Alignment,
  iterations: number,
  stride = 1,
): Alignment {
  let current = start;
  let best = start;
  let bestResidual = Infinity;
  let spread = FIRST_SPREAD;
  for (let step = 0; step < iterations; step += 1) {
    const equations = gatherEquations(first, second, current, spread, stride);
    if (equations.pixels < FEWEST_PIXELS) break;
    const meanResidual = equations.residualSum / equations.pixels;
    if (meanResidual < bestResidual) {
      best = current;
      bestResidual = meanResidual;
    }
    spread = Math.max(LEAST_SPREAD, ROBUST_SPREAD * meanResidual);
    const change = solveLinear(fullMatrix(equations.upper), equations.right);
    if (change === undefined) break;
    current = stepped(current, change);
    if (change.subarray(0, 6).every((by) => Math.abs(by) < CONVERGED_STEP)) {
      return current;
    }
  }
  return best;
}
