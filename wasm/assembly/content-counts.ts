/** From this luma on a pixel may be paper. */
const PAPER_LUMA: u32 = 176;
/** max(R, G, B) − min(R, G, B) below which a pixel has no colour to speak of. */
const GREY_CHROMA: i32 = 24;

/** Colours are counted at 5 bits per channel. */
export function colourBinCount(): i32 {
  return 1 << 15;
}

function spread(r: i32, g: i32, b: i32): i32 {
  return max(max(r, g), b) - min(min(r, g), b);
}

/**
 * Counts for the content flags into five f64: Σ luma, Σ luma², paper pixels (light and without
 * colour), Σ chroma, and pixels within 1 of their left neighbour in each channel. `bins` are
 * colourBinCount u32, cleared by the caller.
 */
export function contentCounts(
  rgb: usize,
  width: i32,
  height: i32,
  bins: usize,
  out: usize,
): void {
  let sum: u64 = 0;
  let squares: u64 = 0;
  let paper: u32 = 0;
  let chromaSum: u64 = 0;
  let repeats: u32 = 0;
  for (let y = 0; y < height; y++) {
    let beforeR = -2;
    let beforeG = -2;
    let beforeB = -2;
    for (let x = 0; x < width; x++) {
      const r = <i32>load<u8>(rgb);
      const g = <i32>load<u8>(rgb, 1);
      const b = <i32>load<u8>(rgb, 2);
      rgb += 3;
      const luma = (<u32>(19595 * r + 38470 * g + 7471 * b + 0x8000)) >> 16;
      const chroma = spread(r, g, b);
      sum += luma;
      squares += luma * luma;
      chromaSum += chroma;
      paper += (<u32>(luma >= PAPER_LUMA)) & (<u32>(chroma < GREY_CHROMA));
      repeats +=
        (<u32>(abs(r - beforeR) <= 1)) &
        (<u32>(abs(g - beforeG) <= 1)) &
        (<u32>(abs(b - beforeB) <= 1));
      beforeR = r;
      beforeG = g;
      beforeB = b;
      const bin = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
      const at = bins + ((<usize>bin) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  store<f64>(out, <f64>sum);
  store<f64>(out, <f64>squares, 8);
  store<f64>(out, <f64>paper, 16);
  store<f64>(out, <f64>chromaSum, 24);
  store<f64>(out, <f64>repeats, 32);
}
