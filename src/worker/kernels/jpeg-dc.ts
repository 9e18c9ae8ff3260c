import { colourRaster, type JpegColourSpace } from './jpeg-dc-colour.ts';
import {
  type JpegFrame,
  JpegMarkers,
  type JpegProblem,
  type JpegScan,
} from './jpeg-dc-markers.ts';
import { DcPlanes, JpegWorkspace } from './jpeg-dc-planes.ts';
import { decodeJpegPicture, type JpegPixels } from './jpeg-picture.ts';
import { readPlainJpeg } from './jpeg-picture-header.ts';
import { instantiateKernels, type KernelExports } from './kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import type { LumaRaster, RgbRaster } from './raster.ts';

/** Refused by its header above this, before anything is allocated. */
const MAX_PIXELS = 300_000_000;

export interface JpegDcOptions {
  /** Largest picture that is decoded, in pixels of full size. */
  maxPixels?: number;
  /** Also hand out the components as coded. */
  wantsPlanes?: boolean;
}

export interface JpegDcPicture {
  kind: 'decoded';
  /**
   * width / 8 × height / 8 pixels to the nearest (at least 1), as stored (EXIF orientation not
   * applied): the mean colour of each 8 × 8 block. A last column or row counts where at least half of
   * it lies in the picture, with whatever the encoder put beyond the edge (usually the edge,
   * repeated).
   */
  raster: RgbRaster;
  /**
   * Where wanted: the means per component as coded (Y, Cb, Cr; grey; R, G, B; or four with K), each
   * on the grid of `raster`. Coarser components are repeated. Else empty.
   */
  planes: LumaRaster[];
  /** Exact size, as stored. */
  widthPx: number;
  heightPx: number;
  componentCount: number;
  /** What the components were taken for. */
  space: JpegColourSpace;
  isProgressive: boolean;
  /**
   * Part of the data is missing or contradicts itself; blocks that could not be read are mid-grey.
   * A progressive file is only read, and only judged, up to the end of its first DC scans.
   */
  isIncomplete: boolean;
  /** How far the file was read: for progressive files a few per cent of it. */
  bytesConsumed: number;
}

export type JpegDcResult = JpegDcPicture | JpegProblem;

/**
 * Decodes JPEGs to an eighth of their size from the DC coefficients alone: each is the mean of its
 * block. Reads 8-bit Huffman-coded files, baseline, extended or progressive, with 1, 3 or 4
 * components, any sampling, in one scan or several. Of progressive files it takes the first DC
 * scans, to the middle of what later refinement would tell apart. Colours: JFIF's YCbCr; RGB where
 * the Adobe marker or the component ids say so; CMYK and YCCK are taken as inverted, as all known
 * writers have them, and become R = C·K / 255 and so on.
 * Needs memory for a few bytes per block, whatever the size of the file.
 */
export class JpegDcKernel {
  private readonly kernels: KernelExports;
  private readonly memory: KernelMemory;
  private readonly space: JpegWorkspace;
  private readonly spaceBytes: number;

  /** `exports` is an instance of its own: tables stay in its memory from file to file. */
  constructor(exports: KernelExports, memory = new KernelMemory(exports)) {
    this.kernels = exports;
    this.memory = memory;
    const from = this.memory.take(0);
    this.space = new JpegWorkspace(exports, memory);
    this.spaceBytes = this.memory.take(0) - from;
  }

  /** A file that cannot be decoded is no error: the result says why. */
  decode(bytes: Uint8Array, options: JpegDcOptions = {}): JpegDcResult {
    const markers = new JpegMarkers(bytes);
    if (!markers.findStart()) return damaged('It has no start of an image.');
    const first = markers.next();
    if (first.kind === 'end') return damaged('It ends before its picture.');
    if (first.kind !== 'scan') return first;
    const { frame } = first.scan;
    const { maxPixels = MAX_PIXELS, wantsPlanes = false } = options;
    if (frame.widthPx * frame.heightPx > maxPixels) {
      const why = `${frame.widthPx} × ${frame.heightPx} pixels are too many`;
      return { kind: 'unsupported', why };
    }
    this.keepWorkspace();
    const decoded = new DcPlanes(this.space, this.memory, frame);
    decodeScans(markers, first.scan, decoded, bytes);
    if (decoded.planes[0]!.state === 'missing') {
      return damaged('It ends before its picture.');
    }
    const space = colourSpace(markers, frame);
    return {
      kind: 'decoded',
      ...colourRaster(
        this.kernels,
        this.memory,
        decoded,
        frame,
        space,
        wantsPlanes,
      ),
      space,
      widthPx: frame.widthPx,
      heightPx: frame.heightPx,
      componentCount: frame.components.length,
      isProgressive: frame.isProgressive,
      isIncomplete: decoded.planes.some(({ state }) => state !== 'complete'),
      bytesConsumed: markers.at,
    };
  }

  /** All pixels of a small JPEG of the commonest kind; undefined for any other file. */
  decodePicture(bytes: Uint8Array): JpegPixels | undefined {
    const jpeg = readPlainJpeg(bytes);
    if (!jpeg) return undefined;
    this.keepWorkspace();
    return decodeJpegPicture(
      this.kernels,
      this.space,
      this.memory,
      jpeg,
      bytes,
    );
  }

  /** Frees all memory but the tables'. */
  private keepWorkspace(): void {
    this.memory.reset();
    this.memory.take(this.spaceBytes);
  }
}

/** Starts the kernel, in an instance of its own, from the module that the page compiled. */
export async function loadJpegDcKernel(
  module: WebAssembly.Module,
): Promise<JpegDcKernel> {
  return new JpegDcKernel(await instantiateKernels(module));
}

function damaged(detail: string): JpegProblem {
  return { kind: 'damaged', detail };
}

/**
 * Decodes scans until each component has its DC coefficients, or the markers end or stop making
 * sense. Scans that bring none are passed over, so that at most one scan per component costs time.
 */
function decodeScans(
  markers: JpegMarkers,
  first: JpegScan,
  decoded: DcPlanes,
  bytes: Uint8Array,
): void {
  const isMissing = (index: number): boolean =>
    decoded.planes[index]!.state === 'missing';
  let scan: JpegScan | undefined = first;
  let toCome = decoded.planes.length;
  while (scan !== undefined) {
    if (scan.hasFirstDc && scan.components.some((c) => isMissing(c.index))) {
      const end = decoded.decode(bytes, scan);
      if (end === undefined) return;
      markers.at = end;
      toCome = decoded.planes.filter((_plane, i) => isMissing(i)).length;
    }
    if (toCome === 0) return;
    const step = markers.next();
    scan = step.kind === 'scan' ? step.scan : undefined;
  }
}

/** What the components mean: Adobe's marker decides, then JFIF's, then the ids (as in libjpeg). */
function colourSpace(markers: JpegMarkers, frame: JpegFrame): JpegColourSpace {
  const { adobeTransform, hasJfif } = markers;
  const { components } = frame;
  if (components.length === 1) return 'grey';
  if (components.length === 4) return adobeTransform === 2 ? 'ycck' : 'cmyk';
  if (hasJfif) return 'ycc';
  if (adobeTransform !== undefined) return adobeTransform === 0 ? 'rgb' : 'ycc';
  const ids = String.fromCharCode(...components.map(({ id }) => id));
  return ids === 'RGB' ? 'rgb' : 'ycc';
}
