import decode, { init } from '@jsquash/webp/decode.js';
import wasmUrl from '@jsquash/webp/codec/dec/webp_dec.wasm?url';
import { checkSize, type DecodeLimits, type DecodedPixels } from './codec.ts';
import { wasmCodec } from './wasm-codec.ts';
import { webpStill, type WebpStill } from './webp-still.ts';

const decodeStill = wasmCodec({
  wasmUrl,
  init,
  decode,
  isUpright: false,
});

/** libwebp; of an animation the first frame on its canvas, which is transparent beside it. */
export async function webpCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const frame = webpStill(bytes);
  if (!frame) return decodeStill(bytes, 'webp', limits);
  checkSize(frame.canvasWidthPx, frame.canvasHeightPx, limits);
  checkSize(frame.widthPx, frame.heightPx, limits);
  const pixels = await decodeStill(frame.still, 'webp', limits);
  const isWhole =
    pixels.widthPx === frame.canvasWidthPx &&
    pixels.heightPx === frame.canvasHeightPx;
  return isWhole ? pixels : onCanvas(pixels, frame);
}

function onCanvas(
  { rgba, widthPx, heightPx }: DecodedPixels,
  { left, top, canvasWidthPx, canvasHeightPx }: WebpStill,
): DecodedPixels {
  const canvas = new Uint8ClampedArray(canvasWidthPx * canvasHeightPx * 4);
  const shownPx = Math.min(widthPx, canvasWidthPx - left);
  for (let y = 0; y < heightPx && top + y < canvasHeightPx; y++) {
    if (shownPx <= 0) break;
    const from = y * widthPx * 4;
    const row = rgba.subarray(from, from + shownPx * 4);
    canvas.set(row, ((top + y) * canvasWidthPx + left) * 4);
  }
  return {
    rgba: canvas,
    widthPx: canvasWidthPx,
    heightPx: canvasHeightPx,
    isUpright: false,
  };
}
