import { Simd } from './simd';

/** From this luma on a pixel may be paper. */
const PAPER_LUMA: i32 = 176;
/** max(R, G, B) − min(R, G, B) below which a pixel has no colour to speak of. */
const GREY_CHROMA: i32 = 24;

/** Colours are counted at 5 bits per channel. */
export function colourBinCount(): i32 {
  return 1 << 15;
}

function difference(a: v128, b: v128): v128 {
  return i8x16.sub(i8x16.max_u(a, b), i8x16.min_u(a, b));
}

function addSquares(sums: v128, bytes: v128): v128 {
  const low = i16x8.extend_low_i8x16_u(bytes);
  const high = i16x8.extend_high_i8x16_u(bytes);
  return i32x4.add(
    i32x4.add(sums, i32x4.dot_i16x8_s(low, low)),
    i32x4.dot_i16x8_s(high, high),
  );
}

function total(sums: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(sums, 0)) +
    <u64>(<u32>i32x4.extract_lane(sums, 1)) +
    <u64>(<u32>i32x4.extract_lane(sums, 2)) +
    <u64>(<u32>i32x4.extract_lane(sums, 3))
  );
}

/** Vectors after which the sums of squares, 4 · 255² a vector and lane, could pass 32 bits. */
const VECTORS_PER_SUM: i32 = 16384;

/**
 * Counts for the content flags into five f64: Σ luma, Σ luma², paper pixels (light and without
 * colour), Σ chroma, and pixels within 1 of their left neighbour in each channel. The planes are
 * those of splitRgb.
 */
export function contentCounts(
  red: usize,
  green: usize,
  blue: usize,
  luma: usize,
  width: i32,
  height: i32,
  out: usize,
): void {
  let sum: u64 = 0;
  let squares: u64 = 0;
  let paper: u32 = 0;
  let chromaSum: u64 = 0;
  let repeats: u32 = 0;
  let sumLanes = i32x4.splat(0);
  let squareLanes = i32x4.splat(0);
  let chromaLanes = i32x4.splat(0);
  let vectors = 0;
  const paperLuma = i8x16.splat(<i8>PAPER_LUMA);
  const greyChroma = i8x16.splat(<i8>(GREY_CHROMA - 1));
  const one = i8x16.splat(1);
  for (let y = 0; y < height; y++) {
    let x = 0;
    for (; x + 16 <= width; x += 16) {
      const r = v128.load(red + x);
      const g = v128.load(green + x);
      const b = v128.load(blue + x);
      const l = v128.load(luma + x);
      const chroma = i8x16.sub(
        i8x16.max_u(i8x16.max_u(r, g), b),
        i8x16.min_u(i8x16.min_u(r, g), b),
      );
      sumLanes = Simd.addBytes(sumLanes, l);
      squareLanes = addSquares(squareLanes, l);
      chromaLanes = Simd.addBytes(chromaLanes, chroma);
      const isPaper = v128.and(
        i8x16.eq(i8x16.max_u(l, paperLuma), l),
        i8x16.eq(i8x16.min_u(chroma, greyChroma), chroma),
      );
      paper += popcnt<i32>(i8x16.bitmask(isPaper));
      const step = i8x16.max_u(
        i8x16.max_u(
          difference(r, v128.load(red + x - 1)),
          difference(g, v128.load(green + x - 1)),
        ),
        difference(b, v128.load(blue + x - 1)),
      );
      const isRepeat = i8x16.bitmask(i8x16.eq(i8x16.min_u(step, one), step));
      // The first pixel of a row has no left neighbour.
      repeats += popcnt<i32>(x == 0 ? isRepeat & 0xfffe : isRepeat);
      if (++vectors == VECTORS_PER_SUM) {
        vectors = 0;
        sum += total(sumLanes);
        squares += total(squareLanes);
        chromaSum += total(chromaLanes);
        sumLanes = i32x4.splat(0);
        squareLanes = i32x4.splat(0);
        chromaLanes = i32x4.splat(0);
      }
    }
    for (; x < width; x++) {
      const r = <i32>load<u8>(red + x);
      const g = <i32>load<u8>(green + x);
      const b = <i32>load<u8>(blue + x);
      const l = <i32>load<u8>(luma + x);
      const chroma = max(max(r, g), b) - min(min(r, g), b);
      sum += l;
      squares += l * l;
      chromaSum += chroma;
      paper += (<u32>(l >= PAPER_LUMA)) & (<u32>(chroma < GREY_CHROMA));
      if (x > 0) {
        repeats +=
          (<u32>(abs(r - <i32>load<u8>(red + x - 1)) <= 1)) &
          (<u32>(abs(g - <i32>load<u8>(green + x - 1)) <= 1)) &
          (<u32>(abs(b - <i32>load<u8>(blue + x - 1)) <= 1));
      }
    }
    red += width;
    green += width;
    blue += width;
    luma += width;
  }
  store<f64>(out, <f64>(sum + total(sumLanes)));
  store<f64>(out, <f64>(squares + total(squareLanes)), 8);
  store<f64>(out, <f64>paper, 16);
  store<f64>(out, <f64>(chromaSum + total(chromaLanes)), 24);
  store<f64>(out, <f64>repeats, 32);
}

/** Counts each colour at 5 bits per channel. `bins` are colourBinCount u32, cleared by the caller. */
export function colourBins(
  red: usize,
  green: usize,
  blue: usize,
  pixelCount: i32,
  bins: usize,
): void {
  for (let i = 0; i < pixelCount; i++) {
    const r = (<u32>load<u8>(red + i)) >> 3;
    const g = (<u32>load<u8>(green + i)) >> 3;
    const b = (<u32>load<u8>(blue + i)) >> 3;
    const at = bins + ((<usize>((r << 10) | (g << 5) | b)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}
