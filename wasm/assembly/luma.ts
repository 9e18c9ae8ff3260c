/** Pillow's convert('L'): L = (19595 R + 38470 G + 7471 B + 0x8000) >> 16. 3 bytes in, 1 out. */
export function rgbToLuma(rgb: usize, luma: usize, pixelCount: i32): void {
  for (let i = 0; i < pixelCount; i++) {
    const r = <u32>load<u8>(rgb);
    const g = <u32>load<u8>(rgb, 1);
    const b = <u32>load<u8>(rgb, 2);
    store<u8>(luma + i, (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16);
    rgb += 3;
  }
}

/** The same for RGBA; alpha is dropped. 4 bytes in, 1 out. */
export function rgbaToLuma(rgba: usize, luma: usize, pixelCount: i32): void {
  for (let i = 0; i < pixelCount; i++) {
    const r = <u32>load<u8>(rgba);
    const g = <u32>load<u8>(rgba, 1);
    const b = <u32>load<u8>(rgba, 2);
    store<u8>(luma + i, (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16);
    rgba += 4;
  }
}
