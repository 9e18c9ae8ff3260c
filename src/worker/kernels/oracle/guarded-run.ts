import type { KernelExports } from '../kernel-exports.ts';

// A kernel on memory laid out by hand: regions at unaligned offsets with guard bytes between them.
// What lies in the guards and in unused scratch must neither change nor matter.

const GUARD_BYTES = 67;

/** A region is the bytes that go in, or the size of what comes out or serves as scratch. */
export type Region = Uint8Array | number;

export type Call = (offsets: readonly number[]) => unknown;

export interface Outcome {
  result: unknown;
  /** The contents of each region afterwards. */
  regions: Uint8Array[];
}

function sizeOf(region: Region): number {
  return typeof region === 'number' ? region : region.length;
}

function checkGuard(bytes: Uint8Array, guard: number, place: string): void {
  if (!bytes.every((byte) => byte === guard)) {
    throw new Error(`The kernel wrote ${place}.`);
  }
}

function checkSame(
  actual: Uint8Array | undefined,
  expected: Uint8Array | undefined,
  what: string,
): void {
  const isSame =
    actual?.length === expected?.length &&
    actual?.every((byte, i) => byte === expected?.[i]) === true;
  if (!isSame) throw new Error(`${what}.`);
}

/**
 * Runs a kernel once, `shift` bytes off alignment, in memory full of `guard`. The memory is large
 * enough already.
 * @throws Error when it wrote outside its regions
 */
export function runOnce(
  kernels: KernelExports,
  regions: readonly Region[],
  call: Call,
  guard: number,
  shift: number,
): Outcome {
  const bytes = new Uint8Array(kernels.memory.buffer);
  const base = ((kernels.heapBase() + 15) & ~15) + shift;
  const offsets: number[] = [];
  let end = base + GUARD_BYTES;
  for (const region of regions) {
    offsets.push(end);
    end += sizeOf(region) + GUARD_BYTES;
  }
  if (end >= bytes.length) throw new RangeError(`No room for ${end} bytes.`);
  bytes.fill(guard, kernels.heapBase(), end);
  regions.forEach((region, i) => {
    if (typeof region !== 'number') bytes.set(region, offsets[i]);
  });
  const result = call(offsets);
  const after = regions.map((region, i) => {
    const from = offsets[i]!;
    const to = from + sizeOf(region);
    const behind = bytes.subarray(to, to + GUARD_BYTES);
    checkGuard(behind, guard, `behind region ${i}`);
    return bytes.slice(from, to);
  });
  const front = bytes.subarray(kernels.heapBase(), base + GUARD_BYTES);
  checkGuard(front, guard, 'before its regions');
  return { result, regions: after };
}

/**
 * Runs a kernel over several guards and alignments. The regions whose index is in `outputs`, and
 * the result, must come out the same each time; input regions must stay as they were.
 * @throws Error when they do not
 */
export function runGuarded(
  kernels: KernelExports,
  regions: readonly Region[],
  outputs: readonly number[],
  call: Call,
): Outcome {
  const first = runOnce(kernels, regions, call, 0x00, 0);
  for (const [guard, shift] of [
    [0xff, 1],
    [0x55, 3],
    [0x80, 8],
  ] as const) {
    const next = runOnce(kernels, regions, call, guard, shift);
    if (next.result !== first.result) {
      throw new Error('The result depends on what lies around.');
    }
    for (const i of outputs) {
      const what = `Region ${i} depends on what lies around`;
      checkSame(next.regions[i], first.regions[i], what);
    }
  }
  regions.forEach((region, i) => {
    if (typeof region !== 'number' && !outputs.includes(i)) {
      checkSame(first.regions[i], region, `Input ${i} was changed`);
    }
  });
  return first;
}
