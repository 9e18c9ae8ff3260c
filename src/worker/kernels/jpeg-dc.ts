import { colourRaster, type JpegColourSpace } from './jpeg-dc-colour.ts';
import {
  JpegMarkers,
  type JpegFrame,
  type JpegProblem,
  type JpegScan,
} from './jpeg-dc-markers.ts';
import { DcPlanes, type JpegKernels } from './jpeg-dc-planes.ts';
import type { KernelMemory } from './kernel-memory.ts';
import type { LumaRaster, RgbRaster } from './raster.ts';

/** Refused by its header above this, before anything is allocated. */
const MAX_PIXELS = 300_000_000;

export interface JpegDcOptions {
  /** Largest picture that is decoded, in pixels of full size. */
  maxPixels?: number;
}

export interface JpegDcPicture {
  kind: 'decoded';
  /**
   * ⌈width / 8⌉ × ⌈height / 8⌉ pixels, as stored (EXIF orientation not applied): the mean colour of
   * each 8 × 8 block. The last column and row are means of whole blocks too, with whatever the
   * encoder put beyond the picture's edge (usually the edge, repeated).
   */
  raster: RgbRaster;
  /**
   * The means per component as coded (Y, Cb, Cr; grey; R, G, B; or four with K), each on the grid of
   * `raster`. Coarser components are repeated.
   */
  planes: LumaRaster[];
  /** Exact size, as stored. */
  widthPx: number;
  heightPx: number;
  componentCount: number;
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
 * Decodes a JPEG to an eighth of its size from the DC coefficients alone: each is the mean of its
 * block. Reads 8-bit Huffman-coded files, baseline, extended or progressive, with 1, 3 or 4
 * components, any sampling, in one scan or several. Of progressive files it takes the first DC
 * scans, to the middle of what later refinement would tell apart. Colours: JFIF's YCbCr; RGB where
 * the Adobe marker or the component ids say so; CMYK and YCCK are taken as inverted, as all known
 * writers have them, and become R = C·K / 255 and so on.
 * Needs memory for a few bytes per block, not for the file.
 */
export function decodeJpegDc(
  kernels: JpegKernels,
  memory: KernelMemory,
  bytes: Uint8Array,
  options: JpegDcOptions = {},
): JpegDcResult {
  memory.reset();
  const markers = new JpegMarkers(bytes);
  if (!markers.findStart()) return damaged('It has no start of an image.');
  const first = markers.next();
  const { frame } = markers;
  if (first.kind === 'end' || frame === undefined) {
    return first.kind === 'end' || first.kind === 'scan'
      ? damaged('It ends before its picture.')
      : first;
  }
  if (first.kind !== 'scan') return first;
  const { maxPixels = MAX_PIXELS } = options;
  if (frame.widthPx * frame.heightPx > maxPixels) {
    const why = `${frame.widthPx} × ${frame.heightPx} pixels are too many`;
    return { kind: 'unsupported', why };
  }
  const planes = new DcPlanes(kernels, memory, frame);
  decodeScans(markers, first.scan, planes, bytes, frame);
  if (planes.planes[0]!.state === 'missing') {
    return damaged('It ends before its picture.');
  }
  return {
    kind: 'decoded',
    ...colourRaster(
      kernels,
      memory,
      planes,
      frame,
      colourSpace(markers, frame),
    ),
    widthPx: frame.widthPx,
    heightPx: frame.heightPx,
    componentCount: frame.components.length,
    isProgressive: frame.isProgressive,
    isIncomplete: planes.planes.some(({ state }) => state !== 'complete'),
    bytesConsumed: markers.at,
  };
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
  planes: DcPlanes,
  bytes: Uint8Array,
  frame: JpegFrame,
): void {
  let scan: JpegScan | undefined = first;
  while (scan !== undefined) {
    const isNew = scan.components.some(
      ({ index }) => planes.planes[index]!.state === 'missing',
    );
    if (scan.hasFirstDc && isNew) {
      const end = planes.decode(bytes, frame, scan);
      if (end === undefined) return;
      markers.at = end;
    }
    if (planes.planes.every(({ state }) => state !== 'missing')) return;
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
