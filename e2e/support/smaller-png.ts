import { readFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import { decode as decodePng, init } from '@jsquash/png/decode.js';

/** Levels that are told apart: the grain of the pictures hides the steps, and costs less. */
const STEP = 6;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

let isReady: Promise<unknown> | undefined;

class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

function prepare(): Promise<unknown> {
  isReady ??= readFile(
    new URL(import.meta.resolve('@jsquash/png/codec/pkg/squoosh_png_bg.wasm')),
  ).then(async (bytes) => init(await WebAssembly.compile(bytes)));
  // The decoder makes an ImageData, which Node has not.
  if (!('ImageData' in globalThis)) {
    Object.assign(globalThis, { ImageData: PlainImageData });
  }
  return isReady;
}

/** The same picture in fewer shades: a third of the size for screenshots with photos in them. */
export async function smallerPng(png: Buffer): Promise<Buffer> {
  await prepare();
  const picture = await decodePng(new Uint8Array(png).buffer);
  if (!picture) throw new Error('This is no PNG.');
  const { data, width, height } = picture;
  const lineBytes = width * 3;
  const lines: Buffer[] = [];
  let above = Buffer.alloc(lineBytes);
  for (let y = 0; y < height; y += 1) {
    const line = Buffer.alloc(lineBytes);
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        line[x * 3 + channel] = shadeOf(data[at + channel] ?? 0);
      }
    }
    lines.push(filtered(line, above));
    above = line;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** White stays white. */
function shadeOf(value: number): number {
  return 255 - Math.round((255 - value) / STEP) * STEP;
}

/** The line with the filter (none, left, above) that leaves the least behind, as encoders do. */
function filtered(line: Buffer, above: Buffer): Buffer {
  const candidates: Uint8Array[] = [
    line,
    line.map((value, at) => value - (line[at - 3] ?? 0)),
    line.map((value, at) => value - (above[at] ?? 0)),
  ];
  const costs = candidates.map((bytes) =>
    bytes.reduce((sum, value) => sum + Math.min(value, 256 - value), 0),
  );
  const best = costs.indexOf(Math.min(...costs));
  return Buffer.concat([Buffer.from([best]), candidates[best] ?? line]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
