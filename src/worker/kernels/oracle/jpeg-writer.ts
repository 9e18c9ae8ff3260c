import { STANDARD_TABLES } from '../jpeg-dc-standard-tables.ts';
import { seededRandom } from './seeded-random.ts';

/** What a written file is like. All that is left out is as usual. */
export interface WrittenJpeg {
  widthPx: number;
  heightPx: number;
  /** Sampling factors per component; grey is [[1, 1]]. */
  sampling: readonly (readonly [across: number, down: number])[];
  seed: number;
  ids?: readonly number[];
  /** Components of each scan; one scan of all unless stated. */
  scans?: readonly (readonly number[])[];
  /** MCUs. */
  restartInterval?: number;
  /** DC quantisation steps; over 255 they are written with 16 bits. */
  quantiser?: number;
  /** Point transform of a progressive file with DC scans only. */
  progressiveAl?: number;
  /** 0xC0 unless stated. */
  frameMarker?: number;
  adobeTransform?: number;
  /** Leaves the height out of the header and puts a DNL segment behind the first scan. */
  hasDnl?: boolean;
  /** Leaves the Huffman tables out, as motion JPEG does. */
  hasNoTables?: boolean;
  /** Writes this many extra 0xFF before markers. */
  fillBytes?: number;
  /** Share of blocks with long runs of coefficients, 0–1. */
  busyShare?: number;
}

/** Bits to bytes, with a zero behind each 0xFF. */
class BitWriter {
  readonly out: number[];
  private byte = 0;
  private count = 0;

  constructor(out: number[]) {
    this.out = out;
  }

  put(value: number, size: number): void {
    for (let i = size - 1; i >= 0; i -= 1) {
      this.byte = this.byte * 2 + ((value >> i) & 1);
      this.count += 1;
      if (this.count < 8) continue;
      this.out.push(this.byte);
      if (this.byte === 0xff) this.out.push(0);
      this.byte = 0;
      this.count = 0;
    }
  }

  flush(): void {
    while (this.count > 0) this.put(1, 1);
  }
}

type Codes = Map<number, [code: number, length: number]>;

function codesOf(spec: Uint8Array): Codes {
  const codes: Codes = new Map();
  let code = 0;
  let next = 16;
  for (let length = 1; length <= 16; length += 1) {
    for (let n = spec[length - 1]!; n > 0; n -= 1) {
      codes.set(spec[next]!, [code, length]);
      code += 1;
      next += 1;
    }
    code *= 2;
  }
  return codes;
}

const DC_CODES = STANDARD_TABLES.dc.map(codesOf);
const AC_CODES = STANDARD_TABLES.ac.map(codesOf);

/** Random coefficients of one block, as steps of (zeros before, value), up to coefficient 63. */
function randomAc(random: () => number, isBusy: boolean): [number, number][] {
  const steps: [number, number][] = [];
  let k = 1;
  const want = Math.floor(random() * (isBusy ? 64 : 6));
  while (steps.length < want) {
    const run = random() < 0.8 ? 0 : Math.floor(random() * 40);
    if (k + run > 63) break;
    const size = 1 + Math.floor(random() ** 3 * 10);
    const size0 = 2 ** (size - 1);
    const value = size0 + Math.floor(random() * size0);
    steps.push([run, random() < 0.5 ? -value : value]);
    k += run + 1;
  }
  return steps;
}

function putValue(bits: BitWriter, value: number, size: number): void {
  bits.put(value < 0 ? value + 2 ** size - 1 : value, size);
}

function sizeOf(value: number): number {
  return 32 - Math.clz32(Math.abs(value));
}

function putAc(
  bits: BitWriter,
  steps: readonly [number, number][],
  codes: Codes,
): void {
  let k = 1;
  const put = (symbol: number): void => {
    bits.put(...codes.get(symbol)!);
  };
  for (const [run, value] of steps) {
    for (let zeros = run; zeros >= 16; zeros -= 16) put(0xf0);
    const size = sizeOf(value);
    put((run % 16) * 16 + size);
    putValue(bits, value, size);
    k += run + 1;
  }
  if (k < 64) put(0);
}

/**
 * Writes a JPEG of random coefficients with the typical Huffman tables: whatever T.81 allows and no
 * usual encoder makes.
 */
export function writeJpeg(given: WrittenJpeg): Uint8Array<ArrayBuffer> {
  const plan: Plan = { ...USUAL, ...given };
  const out: number[] = [0xff, 0xd8];
  const ids = plan.ids ?? plan.sampling.map((_factors, i) => i + 1);
  writeHeader(plan, ids, out);
  const random = seededRandom(plan.seed);
  const scans = plan.scans ?? [ids.map((_id, i) => i)];
  for (const [order, scan] of scans.entries()) {
    const tables = scan.flatMap((c) => [ids[c]!, c === 0 ? 0 : 0x11]);
    const bits = plan.progressiveAl;
    const spectrum = bits === undefined ? [0, 63, 0] : [0, 0, bits];
    marker(plan, out, 0xda, [scan.length, ...tables, ...spectrum]);
    writeScan(plan, scan, random, out);
    if (plan.hasDnl && order === 0) marker(plan, out, 0xdc, u16(plan.heightPx));
  }
  marker(plan, out, 0xd9);
  return Uint8Array.from(out);
}

const USUAL = {
  restartInterval: 0,
  quantiser: 3,
  hasDnl: false,
  hasNoTables: false,
  fillBytes: 0,
  busyShare: 0.3,
};

type Plan = WrittenJpeg & typeof USUAL;

function marker(
  plan: Plan,
  out: number[],
  code: number,
  data?: readonly number[],
): void {
  for (let n = plan.fillBytes; n > 0; n -= 1) out.push(0xff);
  out.push(0xff, code);
  if (data) out.push(...u16(data.length + 2), ...data);
}

function writeHeader(plan: Plan, ids: readonly number[], out: number[]): void {
  if (plan.adobeTransform !== undefined) {
    const name = [...Buffer.from('Adobe')];
    const data = [...name, 0, 100, 0, 0, 0, 0, plan.adobeTransform];
    marker(plan, out, 0xee, data);
  }
  const isWide = plan.quantiser > 255;
  const values = isWide ? u16(plan.quantiser) : [plan.quantiser];
  const table = new Array<number[]>(64).fill(values).flat();
  marker(plan, out, 0xdb, [isWide ? 0x10 : 0, ...table]);
  const isProgressive = plan.progressiveAl !== undefined;
  marker(plan, out, plan.frameMarker ?? (isProgressive ? 0xc2 : 0xc0), [
    8,
    ...u16(plan.hasDnl ? 0 : plan.heightPx),
    ...u16(plan.widthPx),
    ids.length,
    ...plan.sampling.flatMap(([h, v], i) => [ids[i]!, h * 16 + v, 0]),
  ]);
  if (!plan.hasNoTables) {
    for (const n of [0, 1]) {
      marker(plan, out, 0xc4, [n, ...usedPart(STANDARD_TABLES.dc[n]!)]);
      marker(plan, out, 0xc4, [16 + n, ...usedPart(STANDARD_TABLES.ac[n]!)]);
    }
  }
  if (plan.restartInterval > 0) {
    marker(plan, out, 0xdd, u16(plan.restartInterval));
  }
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

function usedPart(spec: Uint8Array): number[] {
  const count = spec.subarray(0, 16).reduce((a, b) => a + b, 0);
  return [...spec.subarray(0, 16 + count)];
}

function writeScan(
  plan: Plan,
  scan: readonly number[],
  random: () => number,
  out: number[],
): void {
  const mcus = mcuCount(plan, scan);
  const interval = plan.restartInterval;
  const predictions = scan.map(() => 0);
  const bits = new BitWriter(out);
  for (let mcu = 0; mcu < mcus; mcu += 1) {
    if (interval > 0 && mcu > 0 && mcu % interval === 0) {
      bits.flush();
      marker(plan, out, 0xd0 + ((mcu / interval - 1) % 8));
      predictions.fill(0);
    }
    for (const [place, index] of scan.entries()) {
      const [h, v] = scan.length === 1 ? [1, 1] : plan.sampling[index]!;
      for (let n = 0; n < h * v; n += 1) {
        const before = predictions[place]!;
        predictions[place] = writeBlock(plan, index, before, random, bits);
      }
    }
  }
  bits.flush();
}

/** @returns the DC coefficient */
function writeBlock(
  plan: Plan,
  index: number,
  prediction: number,
  random: () => number,
  bits: BitWriter,
): number {
  // DC stays within what 8-bit samples can give, so that the means are seldom clamped.
  const most = Math.floor(1100 / plan.quantiser);
  const dc = Math.floor((random() * 2 - 1) * most);
  const table = index === 0 ? 0 : 1;
  const size = sizeOf(dc - prediction);
  bits.put(...DC_CODES[table]!.get(size)!);
  putValue(bits, dc - prediction, size);
  if (plan.progressiveAl === undefined) {
    const steps = randomAc(random, random() < plan.busyShare);
    putAc(bits, steps, AC_CODES[table]!);
  }
  return dc;
}

function mcuCount(plan: WrittenJpeg, scan: readonly number[]): number {
  const hMax = Math.max(...plan.sampling.map(([h]) => h));
  const vMax = Math.max(...plan.sampling.map(([, v]) => v));
  if (scan.length > 1) {
    const across = Math.ceil(plan.widthPx / (8 * hMax));
    return across * Math.ceil(plan.heightPx / (8 * vMax));
  }
  const [h, v] = plan.sampling[scan[0]!]!;
  const across = Math.ceil(Math.ceil((plan.widthPx * h) / hMax) / 8);
  return across * Math.ceil(Math.ceil((plan.heightPx * v) / vMax) / 8);
}
