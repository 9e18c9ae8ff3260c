import type { KernelExports } from './kernel-exports.ts';

const PAGE_BYTES = 65_536;

/** Far above what any call needs; a bug that asks for more fails here and not in the browser. */
const MAX_BYTES = 1 << 30;

/**
 * Hands out the memory behind the kernels' static data, one call after the other: each operation
 * begins with `reset`, so nothing lives longer than one operation and memory stays bounded by the
 * largest one.
 */
export class KernelMemory {
  private readonly exports: KernelExports;
  private next: number;
  private resets = 0;

  constructor(exports: KernelExports) {
    this.exports = exports;
    this.next = 0;
    this.reset();
  }

  /** Frees everything taken so far. */
  reset(): void {
    this.next = this.exports.heapBase();
    this.resets += 1;
  }

  /** Changes with every `reset`: while it is the same, what was put there still lies there. */
  get epoch(): number {
    return this.resets;
  }

  /**
   * Takes `sizeBytes`, aligned to 16.
   * @throws RangeError when the kernels' memory would grow beyond 1 GiB
   */
  take(sizeBytes: number): number {
    const offset = (this.next + 15) & ~15;
    const end = offset + sizeBytes;
    if (end > MAX_BYTES) {
      throw new RangeError(`The kernels would need ${end} bytes.`);
    }
    const missing = end - this.exports.memory.buffer.byteLength;
    if (missing > 0) this.exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.next = end;
    return offset;
  }

  /** Takes room for `data` and copies it in. */
  put(data: Uint8Array | Uint8ClampedArray): number {
    const offset = this.take(data.length);
    this.write(offset, data);
    return offset;
  }

  write(offset: number, data: Uint8Array | Uint8ClampedArray): void {
    new Uint8Array(this.exports.memory.buffer).set(data, offset);
  }

  /** A copy of what lies there. */
  read(offset: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
    // Not the buffer's own slice: a few bytes need no buffer of their own then.
    return this.view(offset, sizeBytes).slice();
  }

  /** What lies there itself, until something else is taken or written there. */
  view(offset: number, sizeBytes: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.exports.memory.buffer, offset, sizeBytes);
  }

  /** A copy of `count` 32-bit numbers; `offset` is aligned. */
  readU32(offset: number, count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.exports.memory.buffer, offset, count).slice();
  }

  /** A copy of `count` doubles; `offset` is aligned. */
  readF64(offset: number, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.exports.memory.buffer, offset, count).slice();
  }

  /** A copy of `count` floats; `offset` is aligned. */
  readF32(offset: number, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.exports.memory.buffer, offset, count).slice();
  }

  clear(offset: number, sizeBytes: number): void {
    this.fill(offset, sizeBytes, 0);
  }

  fill(offset: number, sizeBytes: number, value: number): void {
    new Uint8Array(this.exports.memory.buffer, offset, sizeBytes).fill(value);
  }
}
