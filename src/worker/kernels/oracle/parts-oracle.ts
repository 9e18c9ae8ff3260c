import type { PartSums } from '../part-sums.ts';
import type { PictureSize, ScaledLuma } from '../soft-rows.ts';

/** 1-4-6-4-1 is 1-2-1 twice; ends repeated each time, which is the same as mirrored once. */
function smoothTwice(line: readonly number[]): number[] {
  const once = (values: readonly number[]): number[] =>
    values.map(
      (value, at) =>
        ((values[at - 1] ?? value) + 2 * value + (values[at + 1] ?? value)) / 4,
    );
  return once(once(line));
}

/** Mean of what a box from `begin` to `end` covers of each value. */
function boxMean(
  valueAt: (at: number) => number,
  begin: number,
  end: number,
): number {
  let sum = 0;
  for (let at = Math.floor(begin); at < end; at++) {
    sum += valueAt(at) * (Math.min(end, at + 1) - Math.max(begin, at));
  }
  return sum / (end - begin);
}

/** The picture at this size, smooth, column by column. */
function smoothColumns(
  { luma, scaleX, scaleY }: ScaledLuma,
  { widthPx, heightPx }: PictureSize,
): number[][] {
  const { data } = luma;
  const boxed = (x: number, y: number): number =>
    boxMean(
      (row) =>
        boxMean(
          (column) => data[row * luma.widthPx + column]!,
          x * scaleX,
          Math.min(luma.widthPx, (x + 1) * scaleX),
        ),
      y * scaleY,
      Math.min(luma.heightPx, (y + 1) * scaleY),
    );
  const rows = Array.from({ length: heightPx }, (_unused, y) =>
    smoothTwice(Array.from({ length: widthPx }, (_x, x) => boxed(x, y))),
  );
  return Array.from({ length: widthPx }, (_unused, x) =>
    smoothTwice(rows.map((row) => row[x]!)),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function starts(size: number): number[] {
  const count = Math.ceil(size / 8);
  return Array.from({ length: count }, (_unused, at) =>
    Math.min(at * 8, size - 8),
  );
}

/** The plain twin of partSums, which rounds nothing. */
export function partsOracle(
  first: ScaledLuma,
  second: ScaledLuma,
  size: PictureSize,
): PartSums {
  const [one, other] = [first, second].map((picture) =>
    smoothColumns(picture, size),
  );
  const parts = starts(size.heightPx).flatMap((top) =>
    starts(size.widthPx).map((left) => {
      const pixels = (columns: number[][]): number[] =>
        columns
          .slice(left, left + 8)
          .flatMap((column) => column.slice(top, top + 8));
      const [a, b] = [pixels(one!), pixels(other!)];
      const product = (c: readonly number[], d: readonly number[]): number =>
        mean(c.map((value, at) => value * d[at]!)) - mean(c) * mean(d);
      return {
        difference: mean(a.map((value, at) => (value - b[at]!) ** 2)),
        first: product(a, a),
        second: product(b, b),
        product: product(a, b),
      };
    }),
  );
  return {
    differences: Float64Array.from(parts, ({ difference }) => difference),
    first: Float64Array.from(parts, (part) => part.first),
    second: Float64Array.from(parts, (part) => part.second),
    products: Float64Array.from(parts, ({ product }) => product),
  };
}
