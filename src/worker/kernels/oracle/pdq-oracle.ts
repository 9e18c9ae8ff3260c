import type { RgbRaster } from '../raster.ts';

const f = Math.fround;

interface Image {
  width: number;
  height: number;
  pixels: Float32Array;
}

function toLuma(raster: RgbRaster): Image {
  const { widthPx, heightPx, data } = raster;
  const isReduced = widthPx > 512 || heightPx > 512;
  const width = isReduced ? 512 : widthPx;
  const height = isReduced ? 512 : heightPx;
  const pixels = new Float32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const x = Math.floor(((i % width) * widthPx) / width);
    const y = Math.floor((Math.floor(i / width) * heightPx) / height);
    const at = (y * widthPx + x) * 3;
    const red = f(f(0.299) * data[at]!);
    const green = f(f(0.587) * data[at + 1]!);
    const blue = f(f(0.114) * data[at + 2]!);
    pixels[i] = f(f(red + green) + blue);
  }
  return { width, height, pixels };
}

/** One line of the box filter, as the reference's four phases. */
function box(line: readonly number[], window: number): number[] {
  const half = Math.floor((window + 2) / 2);
  const out: number[] = [];
  let sum = 0;
  let size = 0;
  let right = 0;
  let left = 0;
  const enter = (): void => {
    sum = f(sum + line[right++]!);
    size++;
  };
  const leave = (): void => {
    sum = f(sum - line[left++]!);
    size--;
  };
  const emit = (): void => {
    out.push(f(sum / size));
  };
  for (let i = 0; i < half - 1; i++) enter();
  for (let i = 0; i < window - half + 1; i++) {
    enter();
    emit();
  }
  for (let i = 0; i < line.length - window; i++) {
    enter();
    leave();
    emit();
  }
  for (let i = 0; i < half - 1; i++) {
    leave();
    emit();
  }
  return out;
}

function filter(image: Image): void {
  const { width, height, pixels } = image;
  for (let round = 0; round < 2; round++) {
    for (let y = 0; y < height; y++) {
      const line = [...pixels.subarray(y * width, (y + 1) * width)];
      pixels.set(box(line, Math.floor((width + 127) / 128)), y * width);
    }
    for (let x = 0; x < width; x++) {
      const line = Array.from(
        { length: height },
        (_unused, y) => pixels[y * width + x]!,
      );
      box(line, Math.floor((height + 127) / 128)).forEach((value, y) => {
        pixels[y * width + x] = value;
      });
    }
  }
}

function qualityOf(small: Float32Array): number {
  const steps = (u: number, v: number): number =>
    Math.abs(Math.trunc(f(f(f(u - v) * 100) / 255)));
  let sum = 0;
  for (let i = 0; i < 4096; i++) {
    if (i + 64 < 4096) sum += steps(small[i]!, small[i + 64]!);
    if (i % 64 < 63) sum += steps(small[i]!, small[i + 1]!);
  }
  return Math.min(100, Math.floor(sum / 90));
}

/** rows(a)×cols(b) with sequential float32 sums; both are given by accessors over 64 terms. */
function sumOfProducts(
  a: (k: number) => number,
  b: (k: number) => number,
): number {
  let sum = 0;
  for (let k = 0; k < 64; k++) sum = f(sum + f(a(k) * b(k)));
  return sum;
}

function coefficients(small: Float32Array): number[] {
  const d = Array.from({ length: 16 * 64 }, (_unused, at) => {
    const i = Math.floor(at / 64) + 1;
    const j = at % 64;
    const angle = (Math.PI / 2 / 64) * i * (2 * j + 1);
    return f(Math.sqrt(2 / 64) * Math.cos(angle));
  });
  const t = Array.from({ length: 16 * 64 }, (_unused, at) => {
    const i = Math.floor(at / 64);
    const j = at % 64;
    return sumOfProducts(
      (k) => d[i * 64 + k]!,
      (k) => small[k * 64 + j]!,
    );
  });
  return Array.from({ length: 256 }, (_unused, at) => {
    const i = Math.floor(at / 16);
    const j = at % 16;
    return sumOfProducts(
      (k) => t[i * 64 + k]!,
      (k) => d[j * 64 + k]!,
    );
  });
}

/** The plain twin of pdqHash. */
export function pdqOracle(raster: RgbRaster): {
  hash: Uint8Array;
  quality: number;
} {
  const hash = new Uint8Array(32);
  if (raster.widthPx < 5 || raster.heightPx < 5) return { hash, quality: 0 };
  const image = toLuma(raster);
  const { width, height } = image;
  if (width !== 64 || height !== 64) filter(image);
  const small = new Float32Array(4096);
  for (let i = 0; i < 4096; i++) {
    const y = Math.trunc(((Math.floor(i / 64) + 0.5) * height) / 64);
    const x = Math.trunc((((i % 64) + 0.5) * width) / 64);
    small[i] = image.pixels[y * width + x]!;
  }
  const values = coefficients(small);
  const median = [...values].sort((a, b) => a - b)[127]!;
  values.forEach((value, k) => {
    // Bit k of the number whose last printed digit holds bits 0–3.
    if (value > median) hash[31 - (k >> 3)]! |= 1 << (k & 7);
  });
  return { hash, quality: qualityOf(small) };
}
