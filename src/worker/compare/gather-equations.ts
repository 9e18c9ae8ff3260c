import type { Alignment } from './affine-map.ts';
import type { Plane } from './plane.ts';

/** What is unknown, in this order: uu, uv, u0, vu, vv, v0, gain, offset. */
export const PARAMETERS = 8;
const GAIN = 6;
const OFFSET = 7;

/** The normal equations of one Gauss-Newton step. */
export interface Equations {
  /** JᵀWJ, row-major, 8 × 8, symmetric. */
  matrix: Float64Array;
  /** JᵀWr. */
  right: Float64Array;
  /** Pixels of the overlap that were used. */
  pixels: number;
  /** Σ |r|, levels. */
  residualSum: number;
}

/*
 * A pixel's row of J is gx·u, gx·v, gx, gy·u, gy·v, gy, s, 1: gx and gy are the slopes of the first
 * picture there, s is its value. As v is one for a whole row of the picture, only these are summed
 * pixel by pixel (each times the weight), and v is brought in once a row: 26 sums for 44.
 */
const XX = 0; // gx·gx·{1, u, u²}
const XY = 3;
const YY = 6;
const XS = 9; // gx·s·{1, u}
const X1 = 11; // gx·{1, u}
const XR = 13; // gx·r·{1, u}
const YS = 15;
const Y1 = 17;
const YR = 19;
const TONE = 21; // s·s, s, 1, s·r, r
const ROW_SUMS = 26;

interface Row {
  first: Plane;
  second: Plane;
  alignment: Alignment;
  y: number;
  /** The first pixel used, and how far it is to the next. */
  start: number;
  stride: number;
  /** Residuals beyond this count less and less. */
  spread: number;
}

/** Sums one row of pixels into `sums`, and says how many and how far off they were. */
function sumRow(
  row: Row,
  sums: Float64Array,
): Pick<Equations, 'pixels' | 'residualSum'> {
  const { first, second, spread } = row;
  const { map, gain, offset } = row.alignment;
  const { data, widthPx, heightPx } = first;
  const v = (row.y + 0.5) / second.heightPx;
  const acrossV = map.uv * v;
  const downV = map.vv * v;
  const from = row.y * second.widthPx;
  let pixels = 0;
  let residualSum = 0;
  let xx = 0;
  let xxu = 0;
  let xxuu = 0;
  let xy = 0;
  let xyu = 0;
  let xyuu = 0;
  let yy = 0;
  let yyu = 0;
  let yyuu = 0;
  let xs = 0;
  let xsu = 0;
  let x1 = 0;
  let x1u = 0;
  let xr = 0;
  let xru = 0;
  let ys = 0;
  let ysu = 0;
  let y1 = 0;
  let y1u = 0;
  let yr = 0;
  let yru = 0;
  let ss = 0;
  let s1 = 0;
  let ones = 0;
  let sr = 0;
  let r1 = 0;
  for (let x = row.start; x < second.widthPx; x += row.stride) {
    const u = (x + 0.5) / second.widthPx;
    const px = (map.uu * u + acrossV + map.u0) * widthPx - 0.5;
    const py = (map.vu * u + downV + map.v0) * heightPx - 0.5;
    if (!(px >= 0 && py >= 0 && px < widthPx - 1 && py < heightPx - 1)) {
      continue;
    }
    const ix = Math.floor(px);
    const iy = Math.floor(py);
    const fx = px - ix;
    const fy = py - iy;
    const corner = iy * widthPx + ix;
    const p00 = data[corner] ?? 0;
    const p10 = data[corner + 1] ?? 0;
    const p01 = data[corner + widthPx] ?? 0;
    const p11 = data[corner + widthPx + 1] ?? 0;
    const top = p00 + (p10 - p00) * fx;
    const bottom = p01 + (p11 - p01) * fx;
    const value = top + (bottom - top) * fy;
    const gx = gain * widthPx * (p10 - p00 + (p11 - p01 - p10 + p00) * fy);
    const gy = gain * heightPx * (bottom - top);
    const residual = (second.data[from + x] ?? 0) - gain * value - offset;
    const relative = residual / spread;
    const weight = 1 / (1 + relative * relative);
    pixels += 1;
    residualSum += Math.abs(residual);
    const wx = weight * gx;
    const wy = weight * gy;
    const ws = weight * value;
    const wr = weight * residual;
    const uu = u * u;
    xx += wx * gx;
    xxu += wx * gx * u;
    xxuu += wx * gx * uu;
    xy += wx * gy;
    xyu += wx * gy * u;
    xyuu += wx * gy * uu;
    yy += wy * gy;
    yyu += wy * gy * u;
    yyuu += wy * gy * uu;
    xs += wx * value;
    xsu += wx * value * u;
    x1 += wx;
    x1u += wx * u;
    xr += wx * residual;
    xru += wx * residual * u;
    ys += wy * value;
    ysu += wy * value * u;
    y1 += wy;
    y1u += wy * u;
    yr += wy * residual;
    yru += wy * residual * u;
    ss += ws * value;
    s1 += ws;
    ones += weight;
    sr += ws * residual;
    r1 += wr;
  }
  sums.set([xx, xxu, xxuu, xy, xyu, xyuu, yy, yyu, yyuu], XX);
  sums.set([xs, xsu, x1, x1u, xr, xru, ys, ysu, y1, y1u, yr, yru], XS);
  sums.set([ss, s1, ones, sr, r1], TONE);
  return { pixels, residualSum };
}

/** Adds the sums of rows into the upper triangle of the equations. */
class Gathering implements Equations {
  readonly matrix = new Float64Array(PARAMETERS * PARAMETERS);
  readonly right = new Float64Array(PARAMETERS);
  readonly sums = new Float64Array(ROW_SUMS);
  pixels = 0;
  residualSum = 0;

  addRow(v: number): void {
    this.addSlopes(0, 0, XX, v);
    this.addSlopes(0, 3, XY, v);
    this.addSlopes(3, 3, YY, v);
    for (const [row, withValue, alone, withResidual] of [
      [0, XS, X1, XR],
      [3, YS, Y1, YR],
    ] as const) {
      this.addSlope(this.matrix, row, GAIN, withValue, v);
      this.addSlope(this.matrix, row, OFFSET, alone, v);
      this.addSlope(this.right, row, 0, withResidual, v);
    }
    const tone = (at: number): number => this.sums[TONE + at] ?? 0;
    this.add(this.matrix, GAIN, GAIN, tone(0));
    this.add(this.matrix, GAIN, OFFSET, tone(1));
    this.add(this.matrix, OFFSET, OFFSET, tone(2));
    this.add(this.right, GAIN, 0, tone(3));
    this.add(this.right, OFFSET, 0, tone(4));
  }

  /** `right` is a matrix of one column. */
  private add(
    to: Float64Array,
    row: number,
    column: number,
    value: number,
  ): void {
    const at = row * (to.length / PARAMETERS) + column;
    to[at] = (to[at] ?? 0) + value;
  }

  /** Slope times slope: nine entries. */
  private addSlopes(row: number, column: number, from: number, v: number) {
    const one = this.sums[from] ?? 0;
    const u = this.sums[from + 1] ?? 0;
    const uu = this.sums[from + 2] ?? 0;
    const products = [
      uu,
      u * v,
      u,
      u * v,
      one * v * v,
      one * v,
      u,
      one * v,
      one,
    ];
    products.forEach((value, at) => {
      this.add(this.matrix, row + Math.floor(at / 3), column + (at % 3), value);
    });
  }

  /** Slope times something without u and v: three entries, one below the other. */
  private addSlope(
    to: Float64Array,
    row: number,
    column: number,
    from: number,
    v: number,
  ): void {
    const one = this.sums[from] ?? 0;
    this.add(to, row, column, this.sums[from + 1] ?? 0);
    this.add(to, row + 1, column, one * v);
    this.add(to, row + 2, column, one);
  }

  mirror(): void {
    for (let row = 0; row < PARAMETERS; row += 1) {
      for (let column = 0; column < row; column += 1) {
        this.matrix[row * PARAMETERS + column] =
          this.matrix[column * PARAMETERS + row] ?? 0;
      }
    }
  }
}

/**
 * Gathers one Gauss-Newton step of Σ w·(second − gain·first(map) − offset)², with weights
 * w = 1/(1 + (r/spread)²).
 * @param stride uses one pixel of so many, each row shifted by one
 */
export function gatherEquations(
  first: Plane,
  second: Plane,
  alignment: Alignment,
  spread: number,
  stride: number,
): Equations {
  const equations = new Gathering();
  for (let y = 0; y < second.heightPx; y += 1) {
    const start = y % stride;
    const row = { first, second, alignment, y, start, stride, spread };
    const { pixels, residualSum } = sumRow(row, equations.sums);
    equations.pixels += pixels;
    equations.residualSum += residualSum;
    equations.addRow((y + 0.5) / second.heightPx);
  }
  equations.mirror();
  return equations;
}
