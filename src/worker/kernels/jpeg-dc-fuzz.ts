import { eighth } from './jpeg-dc-colour.ts';
import { JpegDcKernel, type JpegDcResult } from './jpeg-dc.ts';
import { instantiateKernels, type KernelExports } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import { seededRandom } from './oracle/seeded-random.ts';

const GUARD_BYTES = 64;
const GUARD = 0xa5;
const PAGE_BYTES = 65_536;

/** So that a mutated header makes no case slow. */
const MAX_PIXELS = 4_000_000;

/** No case may take longer, however busy the machine; most take about one. */
const MAX_MS = 5_000;

/** Hands out memory with guard bytes before and behind each piece. */
export class GuardedMemory extends KernelMemory {
  private readonly bytes: () => Uint8Array;
  private guards: number[] = [];
  /** Guards of what stays from file to file. */
  private kept: number[] | undefined;

  constructor(exports: KernelExports) {
    super(exports);
    this.bytes = () => new Uint8Array(exports.memory.buffer);
  }

  override reset(): void {
    super.reset();
    // The base class resets before this class has its fields.
    const guards = this.guards as number[] | undefined;
    if (guards !== undefined) this.kept ??= guards;
    this.guards = [];
  }

  override take(sizeBytes: number): number {
    const front = super.take(sizeBytes + 2 * GUARD_BYTES);
    const start = front + GUARD_BYTES;
    for (const guard of [front, start + sizeBytes]) {
      this.bytes().fill(GUARD, guard, guard + GUARD_BYTES);
      this.guards.push(guard);
    }
    return start;
  }

  /** Fills what nobody has been given, up to the end of memory. */
  soil(value: number): void {
    const last = Math.max(...this.guards, ...(this.kept ?? []));
    this.bytes().fill(value, last + GUARD_BYTES);
  }

  areGuardsIntact(): boolean {
    const bytes = this.bytes();
    return [...this.guards, ...(this.kept ?? [])].every((guard) =>
      bytes.subarray(guard, guard + GUARD_BYTES).every((b) => b === GUARD),
    );
  }
}

function pick(random: () => number, count: number): number {
  return Math.floor(random() * count);
}

const MUTATIONS: readonly ((
  bytes: Uint8Array,
  random: () => number,
  other: Uint8Array,
) => Uint8Array)[] = [
  function anyBytes(bytes, random) {
    for (let n = pick(random, 20); n >= 0; n -= 1) {
      bytes[pick(random, bytes.length)] = pick(random, 256);
    }
    return bytes;
  },
  function oneBit(bytes, random) {
    bytes[pick(random, bytes.length)]! ^= 1 << pick(random, 8);
    return bytes;
  },
  function headerBytes(bytes, random) {
    const end = Math.min(bytes.length, 700);
    for (let n = pick(random, 5); n >= 0; n -= 1) {
      bytes[pick(random, end)] = [0, 1, 0x11, 0x44, 0xff][pick(random, 5)]!;
    }
    return bytes;
  },
  function cut(bytes, random) {
    return bytes.subarray(0, pick(random, bytes.length + 1));
  },
  function remove(bytes, random) {
    const at = pick(random, bytes.length);
    const length = pick(random, 300);
    bytes.copyWithin(at, at + length);
    return bytes.subarray(0, Math.max(at, bytes.length - length));
  },
  function repeat(bytes, random) {
    const at = pick(random, bytes.length);
    const part = bytes.subarray(at, at + pick(random, 2000));
    const to = pick(random, bytes.length);
    return Uint8Array.from([
      ...bytes.subarray(0, to),
      ...part,
      ...bytes.subarray(to),
    ]);
  },
  function markers(bytes, random) {
    for (let n = pick(random, 6); n >= 0; n -= 1) {
      const at = pick(random, bytes.length - 1);
      bytes[at] = 0xff;
      bytes[at + 1] = 0xc0 + pick(random, 64);
    }
    return bytes;
  },
  function graft(bytes, random, other) {
    const at = pick(random, bytes.length);
    const from = pick(random, other.length);
    bytes.set(other.subarray(from, from + bytes.length - at), at);
    return bytes;
  },
  function noise(bytes, random) {
    const at = pick(random, bytes.length);
    const end = Math.min(bytes.length, at + pick(random, 4000));
    for (let i = at; i < end; i += 1) bytes[i] = pick(random, 256);
    return bytes;
  },
];

/** What is wrong with a result; undefined where nothing is. */
function faultOf(result: JpegDcResult, length: number): string | undefined {
  if (result.kind !== 'decoded') return undefined;
  const { raster, widthPx, heightPx, bytesConsumed } = result;
  const pixels = eighth(widthPx) * eighth(heightPx);
  if (raster.data.length !== pixels * 3) return 'The raster has a wrong size.';
  if (bytesConsumed > length) return 'It consumed more than there is.';
  return undefined;
}

function bufferOf(pixels: Uint8ClampedArray | undefined): Buffer {
  return Buffer.from(pixels ?? []);
}

/** How the cases ended. */
export interface JpegFuzzReport {
  decoded: number;
  incomplete: number;
  unsupported: number;
  damaged: number;
  /** Had all their pixels decoded. */
  whole: number;
  slowestMs: number;
}

/** One of the files, changed in up to three ways, and how. */
export function mutated(
  files: readonly Uint8Array[],
  random: () => number,
): { bytes: Uint8Array; how: string } {
  let bytes: Uint8Array = files[pick(random, files.length)]!.slice();
  const names: string[] = [];
  for (let rounds = pick(random, 3); rounds >= 0; rounds -= 1) {
    const mutate = MUTATIONS[pick(random, MUTATIONS.length)]!;
    names.push(mutate.name);
    if (bytes.length < 2) break;
    bytes = mutate(bytes, random, files[pick(random, files.length)]!);
  }
  return { bytes, how: names.join(', ') };
}

/**
 * Decodes `caseCount` mutations of the seed files. Each runs twice, over memory soiled differently:
 * the results must be the same, every guard intact, and nothing may take long.
 * @throws Error that names the case and the seed, on the first that fails
 */
export async function fuzzJpegDc(
  module: WebAssembly.Module,
  files: readonly Uint8Array[],
  caseCount: number,
  seed: number,
): Promise<JpegFuzzReport> {
  const exports = await instantiateKernels(module);
  exports.memory.grow((8 * 1024 * 1024) / PAGE_BYTES);
  const memory = new GuardedMemory(exports);
  const kernel = new JpegDcKernel(exports, memory);
  const random = seededRandom(seed);
  const report: JpegFuzzReport = {
    decoded: 0,
    incomplete: 0,
    unsupported: 0,
    damaged: 0,
    whole: 0,
    slowestMs: 0,
  };
  for (let n = 0; n < caseCount; n += 1) {
    const { bytes, how } = mutated(files, random);
    const fail = (what: string): never => {
      throw new Error(`Case ${n} of seed ${seed} (${how}): ${what}`);
    };
    const startedMs = performance.now();
    const decodeOver = (dirt: number): JpegDcResult => {
      memory.soil(dirt);
      return kernel.decode(bytes, { maxPixels: MAX_PIXELS });
    };
    const first = decodeOver(0);
    const second = decodeOver(0xff);
    if (!memory.areGuardsIntact()) fail('A guard was overwritten.');
    if (!isSame(first, second)) fail('What lay in memory made a difference.');
    const pixelsOver = (dirt: number): Uint8ClampedArray | undefined => {
      memory.soil(dirt);
      return kernel.decodePicture(bytes)?.rgba.slice();
    };
    const pixels = pixelsOver(0);
    const samePixels = pixelsOver(0xff);
    if (!memory.areGuardsIntact()) fail('Pixels overwrote a guard.');
    if (Buffer.compare(bufferOf(pixels), bufferOf(samePixels)) !== 0) {
      fail('What lay in memory changed the pixels.');
    }
    const tookMs = performance.now() - startedMs;
    if (pixels) report.whole += 1;
    const fault = faultOf(first, bytes.length);
    if (fault !== undefined) fail(fault);
    if (tookMs > MAX_MS) fail(`It took ${Math.round(tookMs)} ms.`);
    report.slowestMs = Math.max(report.slowestMs, tookMs);
    report[first.kind] += 1;
    if (first.kind === 'decoded' && first.isIncomplete) report.incomplete += 1;
  }
  return report;
}

function isSame(a: JpegDcResult, b: JpegDcResult): boolean {
  if (a.kind !== 'decoded' || b.kind !== 'decoded') {
    return JSON.stringify(a) === JSON.stringify(b);
  }
  const [{ raster: x, ...restA }, { raster: y, ...restB }] = [a, b];
  return (
    JSON.stringify(restA) === JSON.stringify(restB) &&
    x.data.length === y.data.length &&
    x.data.every((value, i) => value === y.data[i])
  );
}
