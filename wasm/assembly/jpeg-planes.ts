/**
 * Copies the visible part of a component's means, each repeated so that `across` of them cover
 * `acrossAll` columns of the output (sampling factors), and likewise down.
 */
export function jpegSpreadPlane(
  source: usize,
  stride: usize,
  across: u32,
  acrossAll: u32,
  down: u32,
  downAll: u32,
  width: u32,
  height: u32,
  out: usize,
): void {
  let phaseY: u32 = 0;
  for (let y: u32 = 0; y < height; y++) {
    if (across == acrossAll) {
      memory.copy(out, source, width);
      out += width;
    } else {
      let from = source;
      let phase: u32 = 0;
      for (let x: u32 = 0; x < width; x++) {
        store<u8>(out++, load<u8>(from));
        phase += across;
        if (phase >= acrossAll) {
          phase -= acrossAll;
          from++;
        }
      }
    }
    phaseY += down;
    if (phaseY >= downAll) {
      phaseY -= downAll;
      source += stride;
    }
  }
}

/** 16.16 products of a centred chroma value, to the nearest. */
function scaled(factor: i32, value: i32): i32 {
  return (factor * value + 0x8000) >> 16;
}

function clamp(value: i32): u8 {
  return <u8>(value < 0 ? 0 : value > 255 ? 255 : value);
}

/** YCbCr to RGB as JFIF has it, in place: the planes become R, G and B. */
export function jpegYccToRgb(y: usize, cb: usize, cr: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const luma = <i32>load<u8>(y + i);
    const blue = <i32>load<u8>(cb + i) - 128;
    const red = <i32>load<u8>(cr + i) - 128;
    store<u8>(y + i, clamp(luma + scaled(91881, red)));
    store<u8>(
      cb + i,
      clamp(luma - ((22554 * blue + 46802 * red + 0x7fff) >> 16)),
    );
    store<u8>(cr + i, clamp(luma + scaled(116130, blue)));
  }
}

/** 255 − value. */
export function jpegInvert(plane: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    store<u8>(plane + i, 255 - load<u8>(plane + i));
  }
}

/** plane · key / 255 to the nearest: how much light the black ink lets through. */
export function jpegApplyKey(plane: usize, key: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i++) {
    const product = <u32>load<u8>(plane + i) * <u32>load<u8>(key + i);
    store<u8>(plane + i, <u8>((product + 127) / 255));
  }
}

/** Three planes to RGB pixels. The planes may be one and the same. */
export function jpegInterleave(
  red: usize,
  green: usize,
  blue: usize,
  count: u32,
  rgb: usize,
): void {
  for (let i: u32 = 0; i < count; i++) {
    store<u8>(rgb, load<u8>(red + i));
    store<u8>(rgb, load<u8>(green + i), 1);
    store<u8>(rgb, load<u8>(blue + i), 2);
    rgb += 3;
  }
}
