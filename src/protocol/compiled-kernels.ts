/**
 * The kernels' `WebAssembly.Module`, compiled once on the page and posted to each worker.
 * Opaque here, because this layer knows neither the DOM nor workers.
 */
export type CompiledKernels = object;
