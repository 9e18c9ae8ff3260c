import { HUFFMAN_SPEC_BYTES, type JpegDcExports } from './jpeg-dc-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

export type JpegKernels = JpegDcExports & { memory: WebAssembly.Memory };

/** AC tables either pass over coefficients or give them. */
export type TableClass = 'dc' | 'ac' | 'coefficients';

/** A scan uses up to eight tables, and files of one camera often have the same four. */
const SLOTS = 12;

interface Slot {
  table: number;
  /** Which table it holds; undefined while it holds none. */
  tableClass: TableClass | undefined;
  spec: Uint8Array;
  lastUse: number;
}

/** Decoding tables in wasm memory, kept from file to file. */
export class JpegTables {
  private readonly kernels: JpegKernels;
  private readonly memory: KernelMemory;
  private readonly specAt: number;
  private readonly scratch: number;
  private readonly slots: readonly Slot[];
  private uses = 0;

  constructor(kernels: JpegKernels, memory: KernelMemory) {
    this.kernels = kernels;
    this.memory = memory;
    this.specAt = memory.take(HUFFMAN_SPEC_BYTES);
    this.scratch = memory.take(kernels.jpegTableScratchBytes());
    this.slots = Array.from({ length: SLOTS }, () => ({
      table: memory.take(kernels.jpegTableBytes()),
      tableClass: undefined,
      spec: new Uint8Array(HUFFMAN_SPEC_BYTES),
      lastUse: 0,
    }));
  }

  /**
   * The table for a specification (16 counts, then the values), valid while no more than seven
   * others are asked for.
   * @returns undefined where there can be no such code
   */
  find(tableClass: TableClass, spec: Uint8Array): number | undefined {
    this.uses += 1;
    const slot =
      this.slots.find(
        (s) => s.tableClass === tableClass && isSame(s.spec, spec),
      ) ?? this.build(tableClass, spec);
    if (slot === undefined) return undefined;
    slot.lastUse = this.uses;
    return slot.table;
  }

  private build(tableClass: TableClass, spec: Uint8Array): Slot | undefined {
    const slot = this.slots.reduce((a, b) => (b.lastUse < a.lastUse ? b : a));
    slot.tableClass = undefined;
    this.memory.write(this.specAt, spec);
    if (this.fill(tableClass, slot.table) === 0) return undefined;
    slot.tableClass = tableClass;
    slot.spec.set(spec);
    return slot;
  }

  private fill(tableClass: TableClass, table: number): number {
    const { kernels, specAt } = this;
    switch (tableClass) {
      case 'dc':
        return kernels.jpegBuildDc(specAt, table);
      case 'ac':
        return kernels.jpegBuildAc(specAt, table, this.scratch);
      case 'coefficients':
        return kernels.jpegBuildCoefficients(specAt, table);
    }
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] !== b[i]) return false;
  }
  return true;
}
