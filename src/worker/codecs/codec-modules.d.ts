// What is used of modules whose own declarations do not compile on their own (@jsquash/* refer to
// a namespace they do not ship; vite/client refers to DOM types a worker does not have).

declare module '*.wasm?url' {
  const url: string;
  export default url;
}

declare module '*.woff2?url' {
  const url: string;
  export default url;
}

declare module '@jsquash/jpeg/decode.js' {
  export function init(
    module: WebAssembly.Module,
    overrides?: object,
  ): Promise<void>;
  export default function decode(bytes: ArrayBuffer): Promise<ImageData | null>;
}

declare module '@jsquash/png/decode.js' {
  export function init(module: WebAssembly.Module): Promise<unknown>;
  export function decode(bytes: ArrayBuffer): Promise<ImageData | null>;
}

declare module '@jsquash/webp/decode.js' {
  export function init(
    module: WebAssembly.Module,
    overrides?: object,
  ): Promise<void>;
  export default function decode(bytes: ArrayBuffer): Promise<ImageData | null>;
}

declare module '@jsquash/avif/decode.js' {
  export function init(
    module: WebAssembly.Module,
    overrides?: object,
  ): Promise<void>;
  export default function decode(bytes: ArrayBuffer): Promise<ImageData | null>;
}

declare module '@jsquash/jxl/decode.js' {
  export function init(
    module: WebAssembly.Module,
    overrides?: object,
  ): Promise<unknown>;
  export default function decode(bytes: ArrayBuffer): Promise<ImageData | null>;
}

declare module 'libheif-js/libheif-wasm/libheif.js' {
  /** What is used of libheif, a C library behind Emscripten's bindings. */
  export interface Libheif {
    heif_context_alloc(): LibheifPointer;
    heif_context_free(context: LibheifPointer): void;
    heif_context_read_from_memory(
      context: LibheifPointer,
      bytes: ArrayBuffer,
    ): LibheifError;
    heif_js_context_get_primary_image_handle(
      context: LibheifPointer,
    ): LibheifPointer | LibheifError;
    heif_image_handle_get_width(handle: LibheifPointer): number;
    heif_image_handle_get_height(handle: LibheifPointer): number;
    heif_image_handle_release(handle: LibheifPointer): void;
    heif_js_decode_image2(
      handle: LibheifPointer,
      colourspace: object,
      chroma: object,
    ): LibheifImage | LibheifError;
    heif_image_release(image: LibheifPointer): void;
    heif_colorspace: { heif_colorspace_RGB: object };
    heif_chroma: { heif_chroma_interleaved_RGBA: object };
    heif_error_code: { heif_error_Ok: object };
  }
  /** Opaque; told from an error by having no code. */
  export interface LibheifPointer {
    code?: undefined;
  }
  export interface LibheifError {
    code: object;
    message: string;
  }
  export interface LibheifImage {
    code?: undefined;
    image: LibheifPointer;
    channels: {
      data: Uint8Array;
      stride: number;
      width: number;
      height: number;
    }[];
  }
  export default function libheif(overrides: {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (
        instance: WebAssembly.Instance,
        module: WebAssembly.Module,
      ) => WebAssembly.Exports,
    ): WebAssembly.Exports;
    print(line: string): void;
    printErr(line: string): void;
  }): Libheif;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasm?url' {
  const url: string;
  export default url;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export interface OpenJpeg {
    J2KDecoder: new () => {
      getEncodedBuffer(bytes: number): Uint8Array;
      decode(): void;
      getDecodedBuffer(): Uint8Array;
    };
  }
  export default function openjpeg(overrides: {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (
        instance: WebAssembly.Instance,
        module: WebAssembly.Module,
      ) => void,
    ): WebAssembly.Exports;
    print(line: string): void;
    printErr(line: string): void;
  }): Promise<OpenJpeg>;
}

// The encoders serve tests only.
declare module '@jsquash/jpeg/encode.js' {
  export function init(module: WebAssembly.Module): Promise<void>;
  export default function encode(
    image: ImageData,
    options?: { quality?: number; quant_table?: number },
  ): Promise<ArrayBuffer>;
}
