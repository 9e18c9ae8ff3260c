// The luma that RGB pixels would have, from a JPEG's planes: what RGB cannot hold is cut off.
// Conversion of JFIF (ITU-T T.871); chroma in halves of 2^-15, each term to the nearest.

/** 1.402, 0.344136, 0.714136 and 1.772 times 2^14, for chroma that was doubled. */
const RED_BY_CR: i16 = 22970;
const GREEN_BY_CB: i16 = 5638;
const GREEN_BY_CR: i16 = 11700;
const BLUE_BY_CB: i16 = 29032;

/** A colour of eight pixels, limited to a byte. */
function limited(level: v128): v128 {
  return i16x8.min_s(i16x8.max_s(level, i16x8.splat(0)), i16x8.splat(255));
}

/** Eight luma levels as i16, with what chroma adds to each colour. */
function cutEight(y: v128, toRed: v128, toGreen: v128, toBlue: v128): v128 {
  const red = i16x8.add(y, toRed);
  const green = i16x8.add(y, toGreen);
  const blue = i16x8.add(y, toBlue);
  const red8 = limited(red);
  const green8 = limited(green);
  const blue8 = limited(blue);
  const isCut = v128.or(
    v128.or(i16x8.ne(red, red8), i16x8.ne(green, green8)),
    i16x8.ne(blue, blue8),
  );
  // 0.299, 0.587 and 0.114 in parts of 256; the sum fits 16 bits without a sign.
  let luma = i16x8.add(
    i16x8.mul(red8, i16x8.splat(77)),
    i16x8.mul(green8, i16x8.splat(150)),
  );
  luma = i16x8.add(luma, i16x8.mul(blue8, i16x8.splat(29)));
  luma = i16x8.shr_u(i16x8.add(luma, i16x8.splat(128)), 8);
  return v128.bitselect(luma, y, isCut);
}

/** Sixteen levels, of eight samples of chroma twice each, or of sixteen. */
function cutSixteen(luma: usize, blue: usize, red: usize, isHalf: bool): void {
  const levels = v128.load(luma);
  const centre = i16x8.splat(128);
  let cb = i16x8.shl(i16x8.sub(v128.load8x8_u(blue), centre), 1);
  let cr = i16x8.shl(i16x8.sub(v128.load8x8_u(red), centre), 1);
  let cb2 = cb;
  let cr2 = cr;
  if (isHalf) {
    cb2 = i16x8.shuffle(cb, cb, 4, 4, 5, 5, 6, 6, 7, 7);
    cr2 = i16x8.shuffle(cr, cr, 4, 4, 5, 5, 6, 6, 7, 7);
    cb = i16x8.shuffle(cb, cb, 0, 0, 1, 1, 2, 2, 3, 3);
    cr = i16x8.shuffle(cr, cr, 0, 0, 1, 1, 2, 2, 3, 3);
  } else {
    cb2 = i16x8.shl(i16x8.sub(v128.load8x8_u(blue, 8), centre), 1);
    cr2 = i16x8.shl(i16x8.sub(v128.load8x8_u(red, 8), centre), 1);
  }
  v128.store(
    luma,
    i8x16.narrow_i16x8_u(
      cutByChroma(i16x8.extend_low_i8x16_u(levels), cb, cr),
      cutByChroma(i16x8.extend_high_i8x16_u(levels), cb2, cr2),
    ),
  );
}

/** Eight levels as i16, with doubled chroma around 0. */
function cutByChroma(y: v128, cb: v128, cr: v128): v128 {
  const toGreen = i16x8.add(
    i16x8.q15mulr_sat_s(cb, i16x8.splat(GREEN_BY_CB)),
    i16x8.q15mulr_sat_s(cr, i16x8.splat(GREEN_BY_CR)),
  );
  return cutEight(
    y,
    i16x8.q15mulr_sat_s(cr, i16x8.splat(RED_BY_CR)),
    i16x8.neg(toGreen),
    i16x8.q15mulr_sat_s(cb, i16x8.splat(BLUE_BY_CB)),
  );
}

/**
 * One row of `width` levels in place, with `width` samples of each chroma, or half as many (rounded
 * up) where `isHalf`. All three have room for 16 more bytes, which are read and those of luma written.
 */
export function cutLumaRow(
  luma: usize,
  blue: usize,
  red: usize,
  width: i32,
  isHalf: bool,
): void {
  const step: usize = isHalf ? 8 : 16;
  for (let x = 0; x < width; x += 16) {
    cutSixteen(luma, blue, red, isHalf);
    luma += 16;
    blue += step;
    red += step;
  }
}
