import { HASH_ROOM_BYTES, hashBehind } from './hash-behind.ts';
import { PART, SCAN } from './jpeg-dc-exports.ts';
import type { JpegWorkspace } from './jpeg-dc-planes.ts';
import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';
import { measurePicture, type PictureMeasures } from './measure-picture.ts';
import type { RgbRaster } from './raster.ts';
import type { PlainComponent, PlainJpeg } from './jpeg-picture-header.ts';

/** The kernels read and write whole vectors. */
const SLACK_BYTES = 64;

/** Larger ones would take much memory, which is never given back. */
const MOST_PIXELS = 1_500_000;
const MOST_BYTES = 4_000_000;

/** All pixels of a JPEG, as stored. */
export interface JpegPixels {
  /** Opaque, 4 bytes each, row-major, in the kernel's memory: gone with its next use. */
  rgba: Uint8ClampedArray<ArrayBuffer>;
  widthPx: number;
  heightPx: number;
  /** The same without alpha, in that memory too. */
  raster: () => RgbRaster;
  /** As hash-behind.ts has it, of all of `rgba`. */
  hashBehind: (text: string) => string | undefined;
  /** What a fingerprint takes of it where it is its own raster. Of `rgba` no view is left afterwards. */
  measure: () => PictureMeasures;
}

/** A component's samples in wasm memory. */
interface SamplePlane {
  component: PlainComponent;
  offset: number;
  /** Bytes per row: whole MCUs. */
  stride: number;
  /** Samples that the component itself has. */
  widthPx: number;
  heightPx: number;
}

/**
 * Decodes a small plain JPEG whole, to the very pixels that libjpeg makes with its accurate integer
 * DCT and its fancy upsampling (docs/decisions/0017-small-jpegs.md).
 * @param jpeg what `readPlainJpeg` made of it
 * @returns undefined where it is not small, or not in perfect order: ask libjpeg
 */
export function decodeJpegPicture(
  kernels: KernelExports,
  space: JpegWorkspace,
  memory: KernelMemory,
  jpeg: PlainJpeg,
  bytes: Uint8Array,
): JpegPixels | undefined {
  const { widthPx, heightPx, dataAt } = jpeg;
  const data = bytes.subarray(dataAt);
  if (widthPx * heightPx > MOST_PIXELS || data.length > MOST_BYTES) {
    return undefined;
  }
  const planes = takePlanes(memory, jpeg);
  const end = decodeBlocks(space, memory, jpeg, planes, data);
  const isOver = data[end] === 0xff && data[end + 1] === 0xd9;
  if (end === 0 || !isOver) return undefined;
  const rgba = writePixels(space, memory, jpeg, planes);
  const count = widthPx * heightPx;
  // Taken now: memory that grows leaves views of it empty.
  const rgb = memory.take(count * 3);
  return {
    rgba: new Uint8ClampedArray(kernels.memory.buffer, rgba, count * 4),
    widthPx,
    heightPx,
    raster: () => {
      kernels.opaqueRgb(rgba, count, rgb);
      return { data: memory.view(rgb, count * 3), widthPx, heightPx };
    },
    hashBehind: (text) => hashBehind(kernels, memory, text, rgba, count * 4),
    measure: () => measurePicture(kernels, memory, rgba, widthPx, heightPx),
  };
}

function takePlanes(memory: KernelMemory, jpeg: PlainJpeg): SamplePlane[] {
  const { acrossAll, downAll, mcusPerRow, mcuRows } = gridOf(jpeg);
  return jpeg.components.map((component) => {
    const { across, down } = component;
    const stride = mcusPerRow * across * 8;
    return {
      component,
      offset: memory.take(stride * mcuRows * down * 8 + SLACK_BYTES),
      stride,
      widthPx: Math.ceil((jpeg.widthPx * across) / acrossAll),
      heightPx: Math.ceil((jpeg.heightPx * down) / downAll),
    };
  });
}

function gridOf({ widthPx, heightPx, components }: PlainJpeg): {
  acrossAll: number;
  downAll: number;
  mcusPerRow: number;
  mcuRows: number;
} {
  // Chroma is never finer.
  const { across: acrossAll = 1, down: downAll = 1 } = components[0] ?? {};
  return {
    acrossAll,
    downAll,
    mcusPerRow: Math.ceil(widthPx / (8 * acrossAll)),
    mcuRows: Math.ceil(heightPx / (8 * downAll)),
  };
}

/** @returns where the data end; 0 where they are not in order */
function decodeBlocks(
  { kernels, tables }: JpegWorkspace,
  memory: KernelMemory,
  jpeg: PlainJpeg,
  planes: readonly SamplePlane[],
  data: Uint8Array,
): number {
  const parts: number[] = [];
  for (const [order, plane] of planes.entries()) {
    const { across, down, dcSpec, acSpec, steps } = plane.component;
    const dcTable = tables.find('dc', dcSpec);
    const acTable = tables.find('coefficients', acSpec);
    if (dcTable === undefined || acTable === undefined) return 0;
    const stepsAt = memory.put(new Uint8Array(Int32Array.from(steps).buffer));
    const { stride } = plane;
    for (let n = 0; n < across * down; n += 1) {
      const x = (n % across) * 8;
      const y = Math.floor(n / across) * 8;
      parts.push(dcTable, acTable, stepsAt, order);
      parts.push(plane.offset + y * stride + x);
      parts.push(across * 8, down * 8 * stride, stride);
    }
  }
  const { mcusPerRow, mcuRows } = gridOf(jpeg);
  const picture = memory.take(kernels.jpegPictureBytes());
  const streamBytes = kernels.jpegStreamBytes(data.length);
  const stream = memory.take(streamBytes);
  const input = memory.take(data.length + SLACK_BYTES);
  memory.write(input, data);
  memory.clear(picture, kernels.jpegPictureBytes());
  const fields = new Uint32Array(
    kernels.memory.buffer,
    picture,
    kernels.jpegPictureBytes() / 4,
  );
  fields[SCAN.blocksPerMcu] = parts.length / PART.size;
  fields[SCAN.mcusPerRow] = mcusPerRow;
  fields[SCAN.mcuRows] = mcuRows;
  fields[SCAN.restartInterval] = jpeg.restartInterval;
  fields[SCAN.stream] = stream;
  fields[SCAN.streamBytes] = streamBytes;
  fields.set(parts, PART.list);
  return kernels.jpegDecodePicture(picture, input, data.length);
}

/** @returns where the pixels lie */
function writePixels(
  { kernels }: JpegWorkspace,
  memory: KernelMemory,
  { widthPx, heightPx }: PlainJpeg,
  planes: readonly SamplePlane[],
): number {
  const pixelBytes = widthPx * heightPx * 4 + SLACK_BYTES;
  const rgba = memory.take(HASH_ROOM_BYTES + pixelBytes) + HASH_ROOM_BYTES;
  const [luma, cb, cr] = planes;
  if (!luma) return rgba;
  const scratch = memory.take(kernels.jpegChromaScratchBytes(widthPx));
  const cbOut = memory.take(widthPx + SLACK_BYTES);
  const crOut = memory.take(widthPx + SLACK_BYTES);
  for (let y = 0; y < heightPx; y += 1) {
    const lumaRow = luma.offset + y * luma.stride;
    const out = rgba + y * widthPx * 4;
    if (cb && cr) {
      const cbRow = chromaRow(luma.component, cb, y, cbOut);
      const crRow = chromaRow(luma.component, cr, y, crOut);
      kernels.jpegYccRow(lumaRow, cbRow, crRow, widthPx, out);
    } else {
      kernels.jpegGreyRow(lumaRow, widthPx, out);
    }
  }
  return rgba;

  /** Where a row of chroma lies at full width: at `out`, or where it is as wide as the luma. */
  function chromaRow(
    { across, down }: PlainComponent,
    plane: SamplePlane,
    y: number,
    out: number,
  ): number {
    const at = down === 2 ? y >> 1 : y;
    const row = plane.offset + at * plane.stride;
    if (across === 1) return row;
    // The nearer of the rows above and below; beyond the edge the same row.
    const next = y % 2 === 0 ? at - 1 : at + 1;
    const other = Math.min(Math.max(next, 0), plane.heightPx - 1);
    const near = down === 2 ? plane.offset + other * plane.stride : 0;
    kernels.jpegDoubleChroma(row, near, plane.widthPx, scratch, out);
    return out;
  }
}
