import { crc32, gzipSync, inflateSync } from 'node:zlib';
import { drawScene } from './draw-scene.ts';
import { encodeJpeg } from './encode-picture.ts';
import formatPictures from './format-pictures.json' with { type: 'json' };
import { rawFile } from './raw-file.ts';

/** Sides of the one picture that all these files hold; those that are turned show it upright. */
export const FORMAT_PICTURE = { widthPx: 320, heightPx: 240 };

/**
 * One drawing in many formats, by name, written by Pillow 13, libjpeg-turbo, OpenJPEG and libjxl (the HDR
 * ones by cjxl 0.7, without loss or as light in XYB) or put together by hand where those cannot; and a photo large enough to be read by its blocks. `moving` files have a
 * second frame, the drawing mirrored; `svg` is a drawing of its own.
 */
export async function formatFiles(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const [name, text] of Object.entries(formatPictures)) {
    files.set(name, inflateSync(Buffer.from(text, 'base64')));
  }
  const large = await encodeJpeg(drawScene(5, 1400, 1050), 85);
  files.set('large photo.jpg', large);
  files.set('large preview.dng', rawFile(large));
  const small = files.get('baseline.jpg')!;
  files.set('small preview.dng', rawFile(small));
  // As a transfer that broke off leaves it.
  files.set('cut.bmp', files.get('still.bmp')!.subarray(0, 200_000));
  files.set('packed.svgz', gzipSync(files.get('still.svg')!));
  files.set('pointer.cur', asCursor(files.get('still.ico')!));
  files.set('no end.png', files.get('still.png')!.subarray(0, -12));
  const misstated = Buffer.from(files.get('still.webp')!);
  misstated.writeUInt32LE(misstated.length + 4000, 4);
  files.set('wrong length.webp', misstated);
  files.set('no end.gif', files.get('still.gif')!.subarray(0, -1));
  files.set('hdr pq parts.jxl', inParts(files.get('hdr pq lossy.jxl')!));
  const wavelets = files.get('still.jp2')!;
  files.set('no end.jp2', wavelets.subarray(0, -2));
  files.set('few details.jp2', wavelets.subarray(0, 0.8 * wavelets.length));
  const tiles = files.get('tiles.jp2')!;
  files.set('cut tiles.jp2', tiles.subarray(0, tiles.length >> 1));
  const boxed = files.get('alpha.jp2')!;
  files.set('alpha.j2k', boxed.subarray(boxed.indexOf('ff4fff51', 'hex')));
  files.set('old.tif', oldTiff(small));
  files.set('newest preview.dng', newestDng(files.get('still.jxl')!));
  const inks = files.get('inks.jp2')!;
  const wavelet = inks.subarray(inks.indexOf('ff4fff51', 'hex'));
  files.set('inks wavelets.tif', waveletTiff(wavelet));
  const cutWavelet = wavelet.subarray(0, wavelet.length >> 1);
  files.set('cut wavelets.tif', waveletTiff(cutWavelet));
  files.set('turned late.png', withLateTurn(files.get('turned.png')!));
  files.set('much text.png', withText(files.get('still.png')!, 3_000_000));
  return files;
}

/** A note of so many letters, as programs that draw diagrams keep their own file in a PNG. */
function withText(png: Buffer, letters: number): Buffer {
  const body = Buffer.concat([
    Buffer.from('tEXtnote\0', 'latin1'),
    Buffer.alloc(letters, 'a'),
  ]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  check.writeUInt32BE(crc32(body));
  const headerEndsAt = 8 + 12 + 13;
  return Buffer.concat([
    png.subarray(0, headerEndsAt),
    ...[length, body, check],
    png.subarray(headerEndsAt),
  ]);
}

/** Two numbers are others than in an icon: the type, and where the point is. */
function asCursor(ico: Buffer): Buffer {
  const cursor = Buffer.from(ico);
  cursor.writeUInt16LE(2, 2);
  cursor.writeUInt16LE(5, 10);
  cursor.writeUInt16LE(7, 12);
  return cursor;
}

/** A TIFF that holds a JPEG as before 1995: whole, with a tag of its own. */
function oldTiff(jpeg: Buffer): Buffer {
  return tiffAround(jpeg, [
    [0x0103, 6],
    [0x0106, 6],
    [0x0115, 3],
    [0x0201, DATA_AT],
    [0x0202, jpeg.length],
  ]);
}

/** A TIFF that holds JPEG 2000 of four inks, which does not say itself what they are. */
function waveletTiff(codestream: Buffer): Buffer {
  return tiffAround(codestream, [
    [0x0103, 34_712],
    [0x0106, 5],
    [0x0111, DATA_AT],
    [0x0115, 4],
    [0x0117, codestream.length],
  ]);
}

/** A DNG whose only preview is JPEG XL. */
function newestDng(jxl: Buffer): Buffer {
  return tiffAround(jxl, [
    [0x0103, 52_546],
    [0x0106, 2],
    [0x0111, DATA_AT],
    [0x0115, 3],
    [0x0117, jxl.length],
    [0xc612, 0x0701],
  ]);
}

const DATA_AT = 8;

function tiffAround(data: Buffer, own: [tag: number, value: number][]): Buffer {
  const { widthPx, heightPx } = FORMAT_PICTURE;
  const fields = [[0x0100, widthPx], [0x0101, heightPx], [0x0102, 8], ...own];
  const directory = Buffer.alloc(2 + 12 * fields.length + 4);
  directory.writeUInt16LE(fields.length);
  for (const [i, [tag = 0, value = 0]] of fields.entries()) {
    const at = 2 + 12 * i;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  }
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(DATA_AT + data.length, 4);
  return Buffer.concat([head, data, directory]);
}

/** A bare JPEG XL in its container, in two parts. */
function inParts(codestream: Buffer): Buffer {
  const box = (type: string, ...content: Buffer[]): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 4, 'latin1');
    const whole = Buffer.concat([head, ...content]);
    whole.writeUInt32BE(whole.length);
    return whole;
  };
  const middle = codestream.length >> 1;
  return Buffer.concat([
    box('JXL ', Buffer.of(0x0d, 0x0a, 0x87, 0x0a)),
    box('ftyp', Buffer.from('jxl \0\0\0\0jxl ', 'latin1')),
    box('jxlp', Buffer.of(0, 0, 0, 0), codestream.subarray(0, middle)),
    box('jxlp', Buffer.of(0x80, 0, 0, 1), codestream.subarray(middle)),
  ]);
}

/** As ImageMagick writes a PNG: what turns it stands behind the pixels. */
function withLateTurn(png: Buffer): Buffer {
  const at = png.indexOf('eXIf') - 4;
  const endAt = at + 12 + png.readUInt32BE(at);
  const lastAt = png.length - 12;
  return Buffer.concat([
    png.subarray(0, at),
    png.subarray(endAt, lastAt),
    png.subarray(at, endAt),
    png.subarray(lastAt),
  ]);
}
