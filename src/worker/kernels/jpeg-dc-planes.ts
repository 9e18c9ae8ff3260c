import { BLOCK, SCAN } from './jpeg-dc-exports.ts';
import type { JpegComponent, JpegFrame, JpegScan } from './jpeg-dc-markers.ts';
import { type JpegKernels, JpegTables } from './jpeg-dc-tables.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Bytes handed to the kernel at a time: with the stream buffer they stay in the L2 cache. */
const INPUT_BYTES = 32 * 1024;

/** The kernel reads whole vectors of input. */
const INPUT_SLACK_BYTES = 16;

/** Mid-grey, where nothing was decoded. */
const UNKNOWN = 128;

/** Stands for the AC table of a scan without AC coefficients. */
const NO_TABLE = 0;

/** One component's block means in wasm memory. */
export interface DcPlane {
  offset: number;
  /** Blocks per row of memory: whole MCUs, so more than the picture shows. */
  stride: number;
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

/** What stays in wasm memory from file to file. */
export class JpegWorkspace {
  readonly kernels: JpegKernels;
  readonly tables: JpegTables;
  readonly input: number;
  readonly scan: number;
  readonly stream: number;
  readonly streamBytes: number;

  constructor(kernels: JpegKernels, memory: KernelMemory) {
    this.kernels = kernels;
    this.tables = new JpegTables(kernels, memory);
    this.streamBytes = kernels.jpegStreamBytes(INPUT_BYTES);
    this.input = memory.take(INPUT_BYTES + INPUT_SLACK_BYTES);
    this.stream = memory.take(this.streamBytes);
    this.scan = memory.take(kernels.jpegScanBytes());
  }
}

/** Decodes the scans of one frame into planes of block means. */
export class DcPlanes {
  readonly grid: Grid;
  readonly planes: readonly DcPlane[];
  private readonly space: JpegWorkspace;
  private readonly memory: KernelMemory;
  private readonly frame: JpegFrame;

  constructor(space: JpegWorkspace, memory: KernelMemory, frame: JpegFrame) {
    this.space = space;
    this.memory = memory;
    this.frame = frame;
    this.grid = gridOf(frame);
    this.planes = frame.components.map((component) => this.plane(component));
  }

  private plane({ across, down }: JpegComponent): DcPlane {
    const { widthPx, heightPx } = this.frame;
    const { acrossAll, downAll, mcusPerRow, mcuRows } = this.grid;
    const stride = mcusPerRow * across;
    const sizeBytes = stride * mcuRows * down;
    const offset = this.memory.take(sizeBytes);
    this.memory.fill(offset, sizeBytes, UNKNOWN);
    return {
      offset,
      stride,
      columnCount: Math.ceil(Math.ceil((widthPx * across) / acrossAll) / 8),
      rowCount: Math.ceil(Math.ceil((heightPx * down) / downAll) / 8),
      state: 'missing',
    };
  }

  /**
   * Decodes one scan.
   * @returns where its data end; undefined where its tables or its layout cannot be
   */
  decode(bytes: Uint8Array, scan: JpegScan): number | undefined {
    const mcus = this.prepare(scan);
    if (mcus === undefined) return undefined;
    const { kernels, input, scan: state } = this.space;
    let at = scan.dataAt;
    for (;;) {
      const chunk = bytes.subarray(at, at + INPUT_BYTES);
      const isEnd = at + chunk.length === bytes.length;
      this.memory.write(input, chunk);
      const taken = kernels.jpegDecodeScan(
        state,
        input,
        chunk.length,
        isEnd ? 1 : 0,
      );
      at += taken;
      // One byte may have to wait for the next; fewer taken: a marker.
      const isOver = isEnd || taken < chunk.length - 1;
      if (isOver || kernels.jpegScanIsOver(state) !== 0) break;
    }
    this.note(scan, mcus);
    return at;
  }

  /** Sets the scan up in wasm memory. @returns the number of its MCUs */
  private prepare(scan: JpegScan): number | undefined {
    const isAlone = scan.components.length === 1;
    const only = this.planes[scan.components[0]!.index]!;
    const mcusPerRow = isAlone ? only.columnCount : this.grid.mcusPerRow;
    const mcuRows = isAlone ? only.rowCount : this.grid.mcuRows;
    const blocks = this.blockList(scan, isAlone);
    if (blocks === undefined) return undefined;
    const { kernels, stream, streamBytes } = this.space;
    this.memory.fill(this.space.scan, kernels.jpegScanBytes(), 0);
    const fields = this.scanFields();
    fields[SCAN.blocksPerMcu] = blocks.length / BLOCK.size;
    fields[SCAN.mcusPerRow] = mcusPerRow;
    fields[SCAN.mcuRows] = mcuRows;
    fields[SCAN.restartInterval] = scan.restartInterval;
    fields[SCAN.pointTransform] = scan.pointTransform;
    fields[SCAN.stream] = stream;
    fields[SCAN.streamBytes] = streamBytes;
    fields.set(blocks, SCAN.blockList);
    return mcusPerRow * mcuRows;
  }

  /** The entries of the block list, one after the other; at most 10 blocks make an MCU. */
  private blockList(scan: JpegScan, isAlone: boolean): number[] | undefined {
    const list: number[] = [];
    for (const [order, component] of scan.components.entries()) {
      const { offset, stride } = this.planes[component.index]!;
      const { across, down } = this.frame.components[component.index]!;
      const dcTable = this.space.tables.find('dc', component.dcSpec);
      const acTable = this.frame.isProgressive
        ? NO_TABLE
        : this.space.tables.find('ac', component.acSpec);
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

  private scanFields(): Uint32Array {
    const { kernels, scan } = this.space;
    const { buffer } = kernels.memory;
    return new Uint32Array(buffer, scan, kernels.jpegScanBytes() / 4);
  }

  private note(scan: JpegScan, mcus: number): void {
    const { [SCAN.decodedMcus]: decoded, [SCAN.damage]: damage } =
      this.scanFields();
    for (const { index } of scan.components) {
      const plane = this.planes[index]!;
      if (decoded === 0 && plane.state === 'missing') continue;
      const isWhole = decoded === mcus && damage === 0;
      plane.state = isWhole ? 'complete' : 'incomplete';
    }
  }
}
