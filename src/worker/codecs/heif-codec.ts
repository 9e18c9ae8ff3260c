import libheif, {
  type Libheif,
  type LibheifError,
  type LibheifPointer,
} from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { checkSize, type DecodeLimits, type DecodedPixels } from './codec.ts';
import { compileWasm } from './compile-wasm.ts';
import { UnsupportedKind } from './decode-errors.ts';

let compiled: Promise<WebAssembly.Module> | undefined;

/**
 * The primary picture of a HEIF file by libheif: grids, overlays, 8 to 12 bit (to 8, nearest),
 * gain maps left aside. libheif turns, mirrors and crops as the container says (irot, imir, clap);
 * EXIF orientation has no say in HEIF (ISO/IEC 23008-12, A.2.3). Each picture gets an instance of its
 * own: where one is damaged, libheif shows what its memory held before, and that would be another
 * photo.
 */
export async function heifCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  compiled ??= compileWasm(wasmUrl);
  const heif = instantiate(await compiled);
  const context = heif.heif_context_alloc();
  try {
    return decodePrimary(heif, context, bytes, limits);
  } finally {
    heif.heif_context_free(context);
  }
}

function instantiate(module: WebAssembly.Module): Libheif {
  return libheif({
    instantiateWasm: (imports, receive) =>
      receive(new WebAssembly.Instance(module, imports), module),
    print: () => undefined,
    printErr: () => undefined,
  });
}

function decodePrimary(
  heif: Libheif,
  context: LibheifPointer,
  bytes: Uint8Array<ArrayBuffer>,
  limits: DecodeLimits,
): DecodedPixels {
  const read = heif.heif_context_read_from_memory(context, exactBuffer(bytes));
  if (read.code !== heif.heif_error_code.heif_error_Ok) throw errorOf(read);
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if (handle.code) throw errorOf(handle);
  try {
    const widthPx = heif.heif_image_handle_get_width(handle);
    const heightPx = heif.heif_image_handle_get_height(handle);
    checkSize(widthPx, heightPx, limits);
    return { ...decodeHandle(heif, handle), isUpright: true };
  } finally {
    heif.heif_image_handle_release(handle);
  }
}

function decodeHandle(
  heif: Libheif,
  handle: LibheifPointer,
): Omit<DecodedPixels, 'isUpright'> {
  const decoded = heif.heif_js_decode_image2(
    handle,
    heif.heif_colorspace.heif_colorspace_RGB,
    heif.heif_chroma.heif_chroma_interleaved_RGBA,
  );
  if (decoded.code) throw errorOf(decoded);
  try {
    const [channel] = decoded.channels;
    if (!channel) throw new Error('no picture in it');
    const { data, stride, width, height } = channel;
    const rgba = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
      const row = data.subarray(y * stride, y * stride + width * 4);
      rgba.set(row, y * width * 4);
    }
    return { rgba, widthPx: width, heightPx: height };
  } finally {
    heif.heif_image_release(decoded.image);
  }
}

/** libheif tells what it has no decoder for by the words "unsupported" and "not been built in". */
function errorOf({ message }: LibheifError): Error {
  return /unsupported|not been built in/iu.test(message)
    ? new UnsupportedKind('not compressed as HEVC')
    : new Error(message);
}

/** The library takes whole buffers; a view into a larger one is copied. */
function exactBuffer(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  return bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.slice().buffer;
}
