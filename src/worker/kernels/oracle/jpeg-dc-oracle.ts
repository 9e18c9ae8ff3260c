import type { LumaRaster } from '../raster.ts';

// A plain reading of ITU-T T.81 for undamaged files: every symbol is decoded bit by bit, every
// coefficient read. Slow, and without a line in common with the kernel.

interface Component {
  id: number;
  h: number;
  v: number;
  tq: number;
  /** DC coefficients, dequantised; rows of `stride` blocks. */
  dc: Float64Array;
  stride: number;
  isDone: boolean;
}

/** Symbols by code, as text of 0 and 1. */
type Codes = Map<string, number>;

class Bits {
  private readonly bytes: Uint8Array;
  private bit = 0;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  one(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error('The data end too early.');
    const value = (byte >> (7 - this.bit)) & 1;
    this.bit += 1;
    if (this.bit === 8) {
      this.bit = 0;
      this.at += byte === 0xff ? 2 : 1;
    }
    return value;
  }

  many(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) value = value * 2 + this.one();
    return value;
  }

  symbol(codes: Codes): number {
    let code = '';
    while (code.length < 16) {
      code += this.one() === 1 ? '1' : '0';
      const symbol = codes.get(code);
      if (symbol !== undefined) return symbol;
    }
    throw new Error(`There is no code ${code}.`);
  }

  signed(size: number): number {
    if (size === 0) return 0;
    const value = this.many(size);
    return value < 2 ** (size - 1) ? value - 2 ** size + 1 : value;
  }

  /** Goes behind the next restart marker. */
  restart(): void {
    if (this.bit > 0) this.at += this.bytes[this.at] === 0xff ? 2 : 1;
    this.bit = 0;
    while (this.bytes[this.at + 1] === 0xff) this.at += 1;
    const marker = this.bytes[this.at + 1] ?? 0;
    if (this.bytes[this.at] !== 0xff || marker < 0xd0 || marker > 0xd7) {
      throw new Error('A restart marker is missing.');
    }
    this.at += 2;
  }
}

function codesOf(counts: Uint8Array, values: Uint8Array): Codes {
  const codes: Codes = new Map();
  let code = 0;
  let next = 0;
  counts.forEach((count, i) => {
    for (let n = 0; n < count; n += 1) {
      codes.set(code.toString(2).padStart(i + 1, '0'), values[next]!);
      code += 1;
      next += 1;
    }
    code *= 2;
  });
  return codes;
}

/**
 * Reads one file; `planes` are the block means per component on the grid of the finest, without
 * the blocks that lie outside the picture by more than half.
 */
export class JpegDcOracle {
  widthPx = 0;
  heightPx = 0;
  isProgressive = false;
  private components: Component[] = [];
  private readonly bytes: Uint8Array;
  private readonly quantisers = new Map<number, number>();
  private readonly codes = new Map<number, Codes>();
  private interval = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    let at = 2;
    while (!this.isOver()) {
      while (this.u8(at) !== 0xff || this.u8(at + 1) === 0xff) at += 1;
      const marker = this.u8(at + 1);
      const isAlone = marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8);
      if (marker === 0xd9) break;
      const length = isAlone ? 0 : this.u16(at + 2);
      const data = bytes.subarray(at + 4, at + 2 + length);
      at += 2 + length;
      if (!isAlone) this.segment(marker, data, at);
    }
  }

  planes(): LumaRaster[] {
    const [hMax, vMax] = this.maxima();
    const widthPx = Math.max(1, Math.round(this.widthPx / 8));
    const heightPx = Math.max(1, Math.round(this.heightPx / 8));
    return this.components.map(({ h, v, dc, stride }) => {
      const data = new Uint8Array(widthPx * heightPx).map((_zero, i) => {
        const x = Math.floor(((i % widthPx) * h) / hMax);
        const y = Math.floor((Math.floor(i / widthPx) * v) / vMax);
        const mean = Math.floor(dc[y * stride + x]! / 8 + 0.5) + 128;
        return Math.max(0, Math.min(255, mean));
      });
      return { data, widthPx, heightPx };
    });
  }

  private isOver(): boolean {
    const { components } = this;
    return components.length > 0 && components.every((c) => c.isDone);
  }

  private maxima(): [number, number] {
    const { components } = this;
    return [
      Math.max(...components.map((c) => c.h)),
      Math.max(...components.map((c) => c.v)),
    ];
  }

  private u8(at: number): number {
    const value = this.bytes[at];
    if (value === undefined) throw new Error('The file ends too early.');
    return value;
  }

  private u16(at: number): number {
    return this.u8(at) * 256 + this.u8(at + 1);
  }

  private segment(marker: number, data: Uint8Array, end: number): void {
    if (marker === 0xdb) this.quantisation(data);
    if (marker === 0xc4) this.huffman(data);
    if (marker === 0xdd) this.interval = data[0]! * 256 + data[1]!;
    if (marker >= 0xc0 && marker <= 0xc2) {
      this.isProgressive = marker === 0xc2;
      this.frame(data);
    }
    if (marker === 0xda) this.scan(data, end);
  }

  private quantisation(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const wide = data[at]! >> 4;
      const value =
        wide > 0 ? data[at + 1]! * 256 + data[at + 2]! : data[at + 1]!;
      this.quantisers.set(data[at]! & 15, value);
      at += 65 + 64 * wide;
    }
  }

  private huffman(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const counts = data.subarray(at + 1, at + 17);
      const total = counts.reduce((a, b) => a + b, 0);
      const values = data.subarray(at + 17, at + 17 + total);
      this.codes.set(data[at]!, codesOf(counts, values));
      at += 17 + total;
    }
  }

  private frame(data: Uint8Array): void {
    this.heightPx = data[1]! * 256 + data[2]!;
    this.widthPx = data[3]! * 256 + data[4]!;
    for (let at = 6; at < data.length; at += 3) {
      const [id = 0, hv = 0, tq = 0] = data.subarray(at);
      const none = { dc: new Float64Array(), stride: 0, isDone: false };
      this.components.push({ id, h: hv >> 4, v: hv & 15, tq, ...none });
    }
  }

  private scan(data: Uint8Array, start: number): void {
    const count = data[0]!;
    const [first, , bits = 0] = data.subarray(1 + count * 2);
    // Later scans of a progressive file add nothing that is wanted.
    if (this.isProgressive && (first !== 0 || bits >> 4 !== 0)) return;
    const parts = Array.from({ length: count }, (_unused, i) =>
      this.part(data[1 + i * 2]!, data[2 + i * 2]!, bits & 15, count === 1),
    );
    const [columns, rows] = count === 1 ? parts[0]!.ownGrid : this.mcuGrid();
    const reader = new Bits(this.bytes, start);
    for (let mcu = 0; mcu < columns * rows; mcu += 1) {
      if (this.interval > 0 && mcu > 0 && mcu % this.interval === 0) {
        reader.restart();
        for (const part of parts) part.prediction = 0;
      }
      const y = Math.floor(mcu / columns);
      for (const part of parts) readBlocks(reader, part, mcu % columns, y);
    }
  }

  private mcuGrid(): [number, number] {
    const [hMax, vMax] = this.maxima();
    return [
      Math.ceil(this.widthPx / (8 * hMax)),
      Math.ceil(this.heightPx / (8 * vMax)),
    ];
  }

  private part(
    id: number,
    tables: number,
    shift: number,
    isAlone: boolean,
  ): Part {
    const component = this.components.find((c) => c.id === id)!;
    const [hMax, vMax] = this.maxima();
    const [mcuX, mcuY] = this.mcuGrid();
    const { h, v } = component;
    component.stride = mcuX * h;
    component.dc = new Float64Array(component.stride * mcuY * v);
    component.isDone = true;
    return {
      component,
      dcCodes: this.codes.get(tables >> 4)!,
      acCodes: this.isProgressive
        ? undefined
        : this.codes.get((tables & 15) + 16),
      quantiser: this.quantisers.get(component.tq)!,
      scale: 2 ** shift,
      across: isAlone ? 1 : h,
      down: isAlone ? 1 : v,
      ownGrid: [
        Math.ceil(Math.ceil((this.widthPx * h) / hMax) / 8),
        Math.ceil(Math.ceil((this.heightPx * v) / vMax) / 8),
      ],
      prediction: 0,
    };
  }
}

/** A component's part in one scan. */
interface Part {
  component: Component;
  dcCodes: Codes;
  /** None in a progressive DC scan. */
  acCodes: Codes | undefined;
  quantiser: number;
  scale: number;
  /** Blocks per MCU. */
  across: number;
  down: number;
  /** Blocks that the component has, which is what a scan of it alone holds. */
  ownGrid: [number, number];
  prediction: number;
}

function readBlocks(
  reader: Bits,
  part: Part,
  mcuX: number,
  mcuY: number,
): void {
  const { component, across, down, scale } = part;
  for (let n = 0; n < across * down; n += 1) {
    const x = mcuX * across + (n % across);
    const y = mcuY * down + Math.floor(n / across);
    part.prediction += reader.signed(reader.symbol(part.dcCodes));
    if (part.acCodes) skipAc(reader, part.acCodes);
    const dc = part.prediction * scale + (scale - 1) / 2;
    component.dc[y * component.stride + x] = dc * part.quantiser;
  }
}

function skipAc(reader: Bits, codes: Codes): void {
  for (let k = 1; k < 64; k += 1) {
    const symbol = reader.symbol(codes);
    const run = symbol >> 4;
    const size = symbol & 15;
    if (size === 0 && run !== 15) return;
    k += run;
    reader.signed(size);
  }
}
