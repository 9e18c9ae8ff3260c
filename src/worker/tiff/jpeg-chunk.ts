import { PHOTOMETRIC, type TiffLayout } from './tiff-layout.ts';

/**
 * A strip or tile as a JPEG file of its own (TIFF technical note 2): the tables that all share go
 * in front, and a marker of Adobe's says whether three components are RGB or YCbCr, which TIFF
 * states in its own tags.
 */
export function jpegOfChunk(
  chunk: Uint8Array<ArrayBuffer>,
  { jpegTables, photometric, samplesPerPixel, isPlanar }: TiffLayout,
): Uint8Array<ArrayBuffer> {
  const isOfThree = samplesPerPixel === 3 && !isPlanar;
  const marker = isOfThree ? adobeMarker(photometric) : [];
  const tables = withoutEnds(jpegTables);
  const data = chunk.subarray(startsJpeg(chunk) ? 2 : 0);
  const bytes = new Uint8Array(2 + marker.length + tables.length + data.length);
  bytes.set([0xff, 0xd8, ...marker]);
  bytes.set(tables, 2 + marker.length);
  bytes.set(data, 2 + marker.length + tables.length);
  return bytes;
}

function startsJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8;
}

/** Between the start and end markers. */
function withoutEnds(tables: Uint8Array): Uint8Array {
  if (!startsJpeg(tables)) return new Uint8Array();
  const hasEnd = tables.at(-2) === 0xff && tables.at(-1) === 0xd9;
  return tables.subarray(2, hasEnd ? -2 : undefined);
}

/** APP14 with transform 0 (as stored) or 1 (YCbCr). */
function adobeMarker(photometric: number): number[] {
  const transform = photometric === PHOTOMETRIC.yCbCr ? 1 : 0;
  return [
    ...[0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65],
    ...[0, 100, 0, 0, 0, 0, transform],
  ];
}
