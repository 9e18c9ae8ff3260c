import type { Alignment } from './affine-map.ts';
import { gatherEquations, PARAMETERS } from './gather-equations.ts';
import type { Plane } from './plane.ts';
import { solveLinear } from './solve-linear.ts';

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

/** Overwrites the diagonal. */
function damped(matrix: Float64Array): Float64Array {
  for (let at = 0; at < PARAMETERS; at += 1) {
    const place = at * PARAMETERS + at;
    matrix[place] = (matrix[place] ?? 0) * (1 + DAMPING);
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
  stride: number,
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
    const change = solveLinear(damped(equations.matrix), equations.right);
    if (change === undefined) break;
    current = stepped(current, change);
    if (change.subarray(0, 6).every((by) => Math.abs(by) < CONVERGED_STEP)) {
      return current;
    }
  }
  return best;
}
