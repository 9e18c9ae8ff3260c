/** A pivot smaller than this means that the equations say nothing of that unknown. */
const SINGULAR = 1e-9;

/**
 * Solves a symmetric positive system by Gaussian elimination with partial pivoting.
 * @param matrix row-major, size² values; overwritten
 * @param right `size` values; overwritten
 * @returns the solution, or undefined when the system is singular
 */
export function solveLinear(
  matrix: Float64Array,
  right: Float64Array,
): Float64Array | undefined {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot += 1) {
    const best = pivotRow(matrix, size, pivot);
    if (Math.abs(matrix[best * size + pivot] ?? 0) < SINGULAR) return undefined;
    if (best !== pivot) swapRows(matrix, right, best, pivot);
    for (let row = pivot + 1; row < size; row += 1) {
      eliminateRow(matrix, right, pivot, row);
    }
  }
  return substituteBack(matrix, right);
}

function pivotRow(matrix: Float64Array, size: number, pivot: number): number {
  const weight = (row: number): number =>
    Math.abs(matrix[row * size + pivot] ?? 0);
  let best = pivot;
  for (let row = pivot + 1; row < size; row += 1) {
    if (weight(row) > weight(best)) best = row;
  }
  return best;
}

function eliminateRow(
  matrix: Float64Array,
  right: Float64Array,
  pivot: number,
  row: number,
): void {
  const size = right.length;
  const at = (line: number, column: number): number =>
    matrix[line * size + column] ?? 0;
  const factor = at(row, pivot) / at(pivot, pivot);
  for (let column = pivot; column < size; column += 1) {
    matrix[row * size + column] = at(row, column) - factor * at(pivot, column);
  }
  right[row] = (right[row] ?? 0) - factor * (right[pivot] ?? 0);
}

function substituteBack(
  matrix: Float64Array,
  right: Float64Array,
): Float64Array {
  const size = right.length;
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] ?? 0;
    for (let column = row + 1; column < size; column += 1) {
      sum -= (matrix[row * size + column] ?? 0) * (solution[column] ?? 0);
    }
    solution[row] = sum / (matrix[row * size + row] ?? 1);
  }
  return solution;
}

function swapRows(
  matrix: Float64Array,
  right: Float64Array,
  a: number,
  b: number,
): void {
  const size = right.length;
  for (let column = 0; column < size; column += 1) {
    const kept = matrix[a * size + column] ?? 0;
    matrix[a * size + column] = matrix[b * size + column] ?? 0;
    matrix[b * size + column] = kept;
  }
  const kept = right[a] ?? 0;
  right[a] = right[b] ?? 0;
  right[b] = kept;
}
