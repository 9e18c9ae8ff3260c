import fontUrl from '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2?url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasmUrl from '@resvg/resvg-wasm/index_bg.wasm?url';
import { isGzip, unpackGzip } from '../svg/packed-svg.ts';
import { hasText, refuseSvgDangers } from '../svg/svg-dangers.ts';
import { checkSize, type DecodeLimits, type DecodedPixels } from './codec.ts';
import { compileWasm } from './compile-wasm.ts';

/** Long side of the raster, px: more than the hashes look at, and safe for drawings of any size. */
const LONG_SIDE_PX = 1024;

/** Larger files are data, not drawings; the text is looked through several times. */
const MOST_BYTES = 16 * 1024 * 1024;

let started: Promise<void> | undefined;
let font: Promise<Uint8Array> | undefined;

/**
 * A drawing by resvg, on white, 1024 px long whatever its own size. No scripts run and nothing is
 * loaded: what the drawing refers to outside of itself is left out. All text is in one font, so
 * that it looks the same on every device.
 */
export async function svgCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  const drawn = isGzip(bytes) ? await unpackGzip(bytes, MOST_BYTES + 1) : bytes;
  if (drawn.length > MOST_BYTES) throw new Error('over 16 MB of drawing');
  const text = decodeText(drawn);
  refuseSvgDangers(text);
  started ??= compileWasm(wasmUrl).then(initWasm);
  await started;
  const fontBuffers = hasText(text) ? [await loadFont()] : [];
  const drawing = open(text, fontBuffers, {});
  const shown = {
    widthPx: Math.ceil(drawing.width),
    heightPx: Math.ceil(drawing.height),
  };
  drawing.free();
  checkSize(shown.widthPx, shown.heightPx, limits);
  return { ...draw(text, fontBuffers, shown), shown, isUpright: true };
}

type Drawing = InstanceType<typeof Resvg>;
type FitTo = NonNullable<ConstructorParameters<typeof Resvg>[1]>['fitTo'];

function open(
  text: string,
  fontBuffers: Uint8Array[],
  { fitTo }: { fitTo?: FitTo },
): Drawing {
  const font = { fontBuffers, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(text, {
    background: 'white',
    font,
    ...(fitTo ? { fitTo } : {}),
  });
}

function draw(
  text: string,
  fontBuffers: Uint8Array[],
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Pick<DecodedPixels, 'rgba' | 'widthPx' | 'heightPx'> {
  const mode = widthPx >= heightPx ? 'width' : 'height';
  const fitTo: FitTo = { mode, value: LONG_SIDE_PX };
  const drawing = open(text, fontBuffers, { fitTo });
  const image = drawing.render();
  const { width, height } = image;
  const rgba = new Uint8ClampedArray(image.pixels);
  image.free();
  drawing.free();
  return { rgba, widthPx: width, heightPx: height };
}

async function loadFont(): Promise<Uint8Array> {
  font ??= fetch(fontUrl)
    .then((response) => response.arrayBuffer())
    .then((buffer) => new Uint8Array(buffer));
  return font;
}

/** UTF-8 unless a mark in front says UTF-16. */
function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  return new TextDecoder('utf-8').decode(bytes);
}
