// Medians by Hoare's selection (FIND, 1961): only the part that holds the middle is put in order.

/** Rearranges f64 so that the one of rank `k` lies at its place, lesser ones before it. */
function selectF64(values: usize, count: i32, k: i32): f64 {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = load<f64>(values + ((<usize>k) << 3));
    let i = left;
    let j = right;
    while (i <= j) {
      while (load<f64>(values + ((<usize>i) << 3)) < pivot) i++;
      while (pivot < load<f64>(values + ((<usize>j) << 3))) j--;
      if (i <= j) {
        const a = load<f64>(values + ((<usize>i) << 3));
        store<f64>(
          values + ((<usize>i) << 3),
          load<f64>(values + ((<usize>j) << 3)),
        );
        store<f64>(values + ((<usize>j) << 3), a);
        i++;
        j--;
      }
    }
    if (j < k) left = i;
    if (k < i) right = j;
  }
  return load<f64>(values + ((<usize>k) << 3));
}

/** The largest of the first `count` f64, at least one. */
function largest(values: usize, count: i32): f64 {
  let most = load<f64>(values);
  for (let i = 1; i < count; i++) {
    const value = load<f64>(values + ((<usize>i) << 3));
    if (value > most) most = value;
  }
  return most;
}

/** The upper one of the two middle values of an even number of f64; they change places. */
export function upperMiddle(values: usize, count: i32): f64 {
  return selectF64(values, count, count >> 1);
}

/** The lower one, after upperMiddle. */
export function lowerMiddle(values: usize, count: i32): f64 {
  return largest(values, count >> 1);
}
