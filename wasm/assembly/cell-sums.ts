/** Cells per side of the colour signature's grid. */
const GRID: i32 = 4;

/**
 * Sums R, G, B over a 4×4 grid: per cell four u32 {R, G, B, pixels}. Cell i of n pixels covers
 * [⌊i·n/4⌋, ⌊(i+1)·n/4⌋), and at least one pixel.
 */
export function cellSums(
  rgb: usize,
  width: i32,
  height: i32,
  out: usize,
): void {
  for (let cell = 0; cell < GRID * GRID; cell++) {
    const x0 = cellStart(cell & 3, width);
    const y0 = cellStart(cell >> 2, height);
    let x1 = cellStart((cell & 3) + 1, width);
    let y1 = cellStart((cell >> 2) + 1, height);
    if (x1 <= x0) x1 = x0 + 1;
    if (y1 <= y0) y1 = y0 + 1;
    let r: u32 = 0;
    let g: u32 = 0;
    let b: u32 = 0;
    for (let y = y0; y < y1; y++) {
      let at = rgb + (<usize>y * <usize>width + <usize>x0) * 3;
      for (let x = x0; x < x1; x++) {
        r += load<u8>(at);
        g += load<u8>(at, 1);
        b += load<u8>(at, 2);
        at += 3;
      }
    }
    store<u32>(out, r);
    store<u32>(out, g, 4);
    store<u32>(out, b, 8);
    store<u32>(out, (x1 - x0) * (y1 - y0), 12);
    out += 16;
  }
}

function cellStart(i: i32, size: i32): i32 {
  return (i * size) / GRID;
}
