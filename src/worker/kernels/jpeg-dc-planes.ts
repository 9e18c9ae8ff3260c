import {
  BLOCK,
  HUFFMAN_SPEC_BYTES,
  type JpegDcExports,
  SCAN,
} from './jpeg-dc-exports.ts';
import type { JpegFrame, JpegScan } from './jpeg-dc-markers.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

export type JpegKernels = Pick<KernelExports, 'memory'> & JpegDcExports;

/** Bytes handed to the kernel at a time: with the stream buffer they stay in the L2 cache. */
const INPUT_BYTES = 32 * 1024;

/** The kernel reads whole vectors of input. */
const INPUT_SLACK_BYTES = 16;

/** Mid-grey, where nothing was decoded. */
const UNKNOWN = 128;

type TableKind = 'jpegBuildDc' | 'jpegBuildAc';

/** One component's block means in wasm memory. */
export interface DcPlane {
  offset: number;
  /** Blocks per row, and rows; whole MCUs, so more than the picture shows. */
  stride: number;
  rows: number;
  /** Blocks per row and rows that the component itself has. */
  columnCount: number;
  rowCount: number;
  state: 'missing' | 'incomplete' | 'complete';
}

/** The MCU grid of a frame. */
interface Grid {
  acrossAll: number;
  downAll: number;
  mcusPerRow: number;
  mcuRows: number;
}

export function gridOf(frame: JpegFrame): Grid {
  const acrossAll = Math.max(...frame.components.map((c) => c.across));
  const downAll = Math.max(...frame.components.map((c) => c.down));
  return {
    acrossAll,
    downAll,
    mcusPerRow: Math.ceil(frame.widthPx / (8 * acrossAll)),
    mcuRows: Math.ceil(frame.heightPx / (8 * downAll)),
  };
}

/** Decodes scans of one frame into planes of block means; owns the memory they need. */
export class DcPlanes {
  readonly grid: Grid;
  readonly planes: readonly DcPlane[];
  private readonly kernels: JpegKernels;
  private readonly memory: KernelMemory;
  private readonly input: number;
  private readonly scan: number;
  private readonly stream: number;
  private readonly streamBytes: number;
  private readonly tables: readonly number[];
  /** Which specification each of the tables holds, for one scan. */
  private readonly built: { kind: TableKind; spec: Uint8Array }[] = [];
  private readonly spec: number;
  private readonly scratch: number;

  constructor(kernels: JpegKernels, memory: KernelMemory, frame: JpegFrame) {
    this.kernels = kernels;
    this.memory = memory;
    this.grid = gridOf(frame);
    this.streamBytes = kernels.jpegStreamBytes(INPUT_BYTES);
    this.input = memory.take(INPUT_BYTES + INPUT_SLACK_BYTES);
    this.stream = memory.take(this.streamBytes);
    this.scan = memory.take(kernels.jpegScanBytes());
    this.spec = memory.take(HUFFMAN_SPEC_BYTES);
    this.scratch = memory.take(kernels.jpegTableScratchBytes());
    this.tables = Array.from({ length: 8 }, () =>
      memory.take(kernels.jpegTableBytes()),
    );
    this.planes = frame.components.map((c) => this.plane(frame, c));
  }

  private plane(
    frame: JpegFrame,
    { across, down }: { across: number; down: number },
  ): DcPlane {
    const { acrossAll, downAll, mcusPerRow, mcuRows } = this.grid;
    const stride = mcusPerRow * across;
    const rows = mcuRows * down;
    const offset = this.memory.take(stride * rows);
    new Uint8Array(this.kernels.memory.buffer).fill(
      UNKNOWN,
      offset,
      offset + stride * rows,
    );
    return {
      offset,
      stride,
      rows,
      columnCount: Math.ceil((frame.widthPx * across) / acrossAll / 8),
      rowCount: Math.ceil((frame.heightPx * down) / downAll / 8),
      state: 'missing',
    };
  }

  /**
   * Decodes one scan.
   * @returns where its data end; undefined where its tables or its layout cannot be
   */
  decode(
    bytes: Uint8Array,
    frame: JpegFrame,
    scan: JpegScan,
  ): number | undefined {
    const mcus = this.prepare(frame, scan);
    if (mcus === undefined) return undefined;
    let at = scan.dataAt;
    for (;;) {
      const chunk = bytes.subarray(at, at + INPUT_BYTES);
      const isEnd = at + chunk.length === bytes.length;
      this.memory.write(this.input, chunk);
      const taken = this.kernels.jpegDecodeScan(
        this.scan,
        this.input,
        chunk.length,
        isEnd ? 1 : 0,
      );
      at += taken;
      // One byte may have to wait for the next; fewer taken: a marker.
      const isOver = isEnd || taken < chunk.length - 1;
      if (isOver || this.kernels.jpegScanIsOver(this.scan) !== 0) break;
    }
    this.note(scan, mcus);
    return at;
  }

  /** Sets the scan up in wasm memory. @returns the number of its MCUs */
  private prepare(frame: JpegFrame, scan: JpegScan): number | undefined {
    const isAlone = scan.components.length === 1;
    const only = this.planes[scan.components[0]!.index]!;
    const mcusPerRow = isAlone ? only.columnCount : this.grid.mcusPerRow;
    const mcuRows = isAlone ? only.rowCount : this.grid.mcuRows;
    const blocks = this.blockList(frame, scan, isAlone);
    if (blocks === undefined) return undefined;
    const sizeBytes = this.kernels.jpegScanBytes();
    this.memory.clear(this.scan, sizeBytes);
    const fields = new Uint32Array(
      this.kernels.memory.buffer,
      this.scan,
      sizeBytes / 4,
    );
    fields[SCAN.blocksPerMcu] = blocks.length / BLOCK.size;
    fields[SCAN.mcusPerRow] = mcusPerRow;
    fields[SCAN.mcuRows] = mcuRows;
    fields[SCAN.restartInterval] = scan.restartInterval;
    fields[SCAN.pointTransform] = scan.pointTransform;
    fields[SCAN.stream] = this.stream;
    fields[SCAN.streamBytes] = this.streamBytes;
    fields.set(blocks, SCAN.blockList);
    return mcusPerRow * mcuRows;
  }

  private blockList(
    frame: JpegFrame,
    scan: JpegScan,
    isAlone: boolean,
  ): number[] | undefined {
    const list: number[] = [];
    this.built.length = 0;
    for (const [order, component] of scan.components.entries()) {
      const { offset, stride } = this.planes[component.index]!;
      const { across, down } = frame.components[component.index]!;
      const dcTable = this.build('jpegBuildDc', component.dcSpec);
      const acTable = frame.isProgressive
        ? 0
        : this.build('jpegBuildAc', component.acSpec);
      if (dcTable === undefined || acTable === undefined) return undefined;
      const [wide, high] = isAlone ? [1, 1] : [across, down];
      for (let n = 0; n < wide * high; n += 1) {
        const target = offset + Math.floor(n / wide) * stride + (n % wide);
        list.push(dcTable, acTable, component.dcQuantiser, order);
        list.push(target, wide, high * stride, 0);
      }
    }
    return list.length <= 10 * BLOCK.size ? list : undefined;
  }

  /** Builds a table, or finds the same one built before. @returns undefined where it cannot be */
  private build(kind: TableKind, spec: Uint8Array): number | undefined {
    const known = this.built.findIndex(
      (table) => table.kind === kind && table.spec === spec,
    );
    if (known >= 0) return this.tables[known];
    const table = this.tables[this.built.length]!;
    this.memory.write(this.spec, spec);
    const isGood = this.kernels[kind](this.spec, table, this.scratch);
    this.built.push({ kind, spec });
    return isGood === 0 ? undefined : table;
  }

  private note(scan: JpegScan, mcus: number): void {
    const fields = new Uint32Array(this.kernels.memory.buffer, this.scan, 20);
    const isWhole =
      fields[SCAN.decodedMcus] === mcus && fields[SCAN.damage] === 0;
    for (const { index } of scan.components) {
      const plane = this.planes[index]!;
      const isNothing = fields[SCAN.decodedMcus] === 0;
      if (isNothing && plane.state === 'missing') continue;
      plane.state = isWhole ? 'complete' : 'incomplete';
    }
  }
}
