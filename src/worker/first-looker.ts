import { ByteReader } from './byte-reader.ts';
import { exifThumbnail, rawThumbnail } from './embedded-picture.ts';
import { cutOut } from './find-frame.ts';
import { jpegOrientation } from './headers/jpeg-orientation.ts';
import { jpegSegments, readJpegHeader } from './headers/jpeg-header.ts';
import { borderBox } from './kernels/border-box.ts';
import type { JpegDcKernel } from './kernels/jpeg-dc.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import type { LumaRaster, RgbRaster } from './kernels/raster.ts';
import type { AnalyzerTools } from './reduce-photo.ts';
import { sniffFormat } from './sniff-format.ts';
import type { ExifOrientation } from '../domain/fingerprint.ts';
import { FIRST_LOOK } from '../domain/first-look.ts';
import type {
  EmbeddedPicture,
  FileBytes,
  FirstLook,
} from '../protocol/analyzer-protocol.ts';

interface SmallPicture {
  rgba: Uint8ClampedArray;
  widthPx: number;
  heightPx: number;
}

/** Decodes a small JPEG in full; rejects when it cannot. */
export type SmallJpegDecoder = (
  bytes: Uint8Array<ArrayBuffer>,
) => Promise<SmallPicture>;

/**
 * Up to here a thumbnail is decoded in full: its block means alone would be too coarse to compare.
 */
const MOST_FULL_PIXELS = 512 * 512;
/** Larger pictures are refused by their header; a whole file of 128 KB has no more. */
const MOST_PIXELS = 50_000_000;
/** Below this, after trimming, there is nothing to tell pictures apart by. */
const LEAST_SIDE_PX = 24;
/** As for fingerprints (ContentFlags): hashes of flat pictures say nothing. */
const FLAT_SIGMA = 6;

/** SOF2: progressive, Huffman-coded. */
const PROGRESSIVE = 0xc2;

/** A JPEG in a head, and how it is to be turned. */
interface Look {
  bytes: Uint8Array<ArrayBuffer>;
  orientation: ExifOrientation;
  embedded?: EmbeddedPicture;
}

/**
 * Looks at the heads of files: at the thumbnail in them, or at the block means of the file itself
 * where its head shows all of it (small files, and progressive ones). What cannot be used is undefined, never an error:
 * the file simply waits for the full pass.
 */
export class FirstLooker {
  private readonly kernels: Kernels;
  private readonly dc: JpegDcKernel;
  private readonly decodeSmall: SmallJpegDecoder;

  constructor(
    kernels: Kernels,
    dc: JpegDcKernel,
    decodeSmall: SmallJpegDecoder,
  ) {
    this.kernels = kernels;
    this.dc = dc;
    this.decodeSmall = decodeSmall;
  }

  /** With the codecs that the page brings. */
  static async load({
    kernels,
    jpegKernel,
  }: AnalyzerTools): Promise<FirstLooker> {
    const { jpegCodec } = await import('./codecs/jpeg-codec.ts');
    const limits = { maxPixels: MOST_FULL_PIXELS };
    return new FirstLooker(kernels, jpegKernel, (bytes) =>
      jpegCodec(bytes, 'jpeg', limits),
    );
  }

  /** In the order of the files. */
  async look(
    files: readonly FileBytes[],
  ): Promise<readonly (FirstLook | undefined)[]> {
    const heads = await readHeads(files);
    return Promise.all(
      files.map(({ size }, at) => this.lookAt(heads[at], size)),
    );
  }

  private async lookAt(
    head: Uint8Array<ArrayBuffer> | undefined,
    sizeBytes: number,
  ): Promise<FirstLook | undefined> {
    const look = head && placeOf(head, sizeBytes);
    const stored = look && (await this.decode(look));
    if (!stored) return undefined;
    const upright = this.kernels.orientRaster(stored, look.orientation);
    const raster = this.trimmed(upright);
    return (
      raster && {
        ...this.kernels.uprightPHashes(raster),
        ...(look.embedded === undefined ? {} : { embedded: look.embedded }),
      }
    );
  }

  private async decode({
    bytes,
    embedded,
  }: Look): Promise<RgbRaster | undefined> {
    const header = readJpegHeader(new ByteReader(bytes));
    if (!header) return undefined;
    const pixels = header.widthPx * header.heightPx;
    if (pixels > MOST_FULL_PIXELS) return this.decodeMeans(bytes);
    if (header.isIncomplete || pixels === 0) return undefined;
    // A file that is this small itself would be decoded twice, and come no sooner for it.
    if (embedded === undefined) return undefined;
    try {
      return rgbOf(await this.decodeSmall(bytes));
    } catch {
      return undefined;
    }
  }

  /** Of a progressive file its first scans suffice, which are often all in the head. */
  private decodeMeans(bytes: Uint8Array): RgbRaster | undefined {
    const picture = this.dc.decode(bytes, { maxPixels: MOST_PIXELS });
    return picture.kind === 'decoded' && !picture.isIncomplete
      ? picture.raster
      : undefined;
  }

  /** Without its border; undefined when what is left says nothing. */
  private trimmed(raster: RgbRaster): RgbRaster | undefined {
    const luma = this.kernels.lumaOf(raster);
    const box = borderBox(luma);
    const inner = box === undefined ? raster : cutOut(raster, box);
    const isSmall = Math.min(inner.widthPx, inner.heightPx) < LEAST_SIDE_PX;
    const innerLuma = box === undefined ? luma : this.kernels.lumaOf(inner);
    return isSmall || isFlat(innerLuma) ? undefined : inner;
  }
}

/** Read as one Blob: a read costs by the read far more than by the byte. */
async function readHeads(
  files: readonly FileBytes[],
): Promise<readonly (Uint8Array<ArrayBuffer> | undefined)[]> {
  const heads = files.map(headOf);
  const blobs = heads.filter((head) => head instanceof Blob);
  if (blobs.length === heads.length) {
    const together = await readOne(new Blob(blobs));
    if (together) return cut(together, blobs);
  }
  return Promise.all(heads.map(readOne));
}

function cut(
  together: Uint8Array<ArrayBuffer>,
  heads: readonly Blob[],
): Uint8Array<ArrayBuffer>[] {
  let at = 0;
  return heads.map(({ size }) => {
    at += size;
    return together.subarray(at - size, at);
  });
}

/** A slice is asked of another process, which takes about 1 ms. */
function headOf(file: FileBytes): FileBytes {
  const { headBytes } = FIRST_LOOK;
  return file instanceof Blob && file.size > headBytes
    ? file.slice(0, headBytes)
    : file;
}

async function readOne(
  head: FileBytes,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (head.size === 0) return undefined;
  try {
    return new Uint8Array(await head.arrayBuffer());
  } catch {
    // The full pass meets the same trouble, and tells of it.
    return undefined;
  }
}

/** What of the head is to be looked at. */
function placeOf(
  head: Uint8Array<ArrayBuffer>,
  sizeBytes: number,
): Look | undefined {
  const sniffed = sniffFormat(head);
  if (sniffed?.format === 'raw') return lookInside(head, rawThumbnail(head));
  if (sniffed?.format !== 'jpeg') return undefined;
  const inside = lookInside(head, exifThumbnail(head, sniffed.startByte));
  if (inside) return inside;
  const bytes = head.subarray(sniffed.startByte);
  const isWhole = sizeBytes <= head.length;
  return isWhole || isProgressive(bytes)
    ? { bytes, orientation: jpegOrientation(bytes) }
    : undefined;
}

function lookInside(
  head: Uint8Array<ArrayBuffer>,
  embedded: EmbeddedPicture | undefined,
): Look | undefined {
  if (embedded === undefined) return undefined;
  const { startByte, endByte, orientation } = embedded;
  return { bytes: head.slice(startByte, endByte), orientation, embedded };
}

function isProgressive(bytes: Uint8Array): boolean {
  for (const { marker } of jpegSegments(new ByteReader(bytes))) {
    if (marker === PROGRESSIVE) return true;
  }
  return false;
}

function rgbOf({ rgba, widthPx, heightPx }: SmallPicture): RgbRaster {
  const count = widthPx * heightPx;
  const data = new Uint8Array(count * 3);
  for (let at = 0, from = 0, to = 0; at < count; at += 1) {
    data[to] = rgba[from] ?? 0;
    data[to + 1] = rgba[from + 1] ?? 0;
    data[to + 2] = rgba[from + 2] ?? 0;
    from += 4;
    to += 3;
  }
  return { data, widthPx, heightPx };
}

function isFlat({ data }: LumaRaster): boolean {
  let sum = 0;
  let squares = 0;
  for (const level of data) {
    sum += level;
    squares += level * level;
  }
  const mean = sum / data.length;
  return squares / data.length - mean * mean < FLAT_SIGMA ** 2;
}
