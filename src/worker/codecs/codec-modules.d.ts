// What is used of modules whose own declarations do not compile on their own (@jsquash/* refer to
// a namespace they do not ship; vite/client refers to DOM types a worker does not have).

declare module '*.wasm?url' {
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

// The encoders serve tests only.
declare module '@jsquash/jpeg/encode.js' {
  export function init(module: WebAssembly.Module): Promise<void>;
  export default function encode(
    image: ImageData,
    options?: { quality?: number; quant_table?: number },
  ): Promise<ArrayBuffer>;
}
