import type { CompiledKernels } from '../protocol/compiled-kernels.ts';

let compiled: Promise<WebAssembly.Module> | undefined;

/** Compiles the kernels once; the module is posted to each worker, which only instantiates it. */
export function compileKernels(): Promise<CompiledKernels> {
  compiled ??= WebAssembly.compileStreaming(
    fetch(new URL('../../wasm/build/kernels.wasm', import.meta.url)),
  );
  return compiled;
}
