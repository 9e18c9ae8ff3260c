/* eslint-disable @typescript-eslint/no-restricted-imports -- runs under Node only: tests read the built kernels from disk */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { instantiateKernels, type KernelExports } from './kernel-exports.ts';
import { type Kernels, loadKernels } from './load-kernels.ts';

const WASM_PATH = fileURLToPath(
  new URL('../../../wasm/build/kernels.wasm', import.meta.url),
);

/** The module as built on disk. For tests and scripts under Node only. */
export async function testModule(): Promise<WebAssembly.Module> {
  if (!existsSync(WASM_PATH)) {
    throw new Error(
      'wasm/build/kernels.wasm is not there: run "npm run build:wasm" first.',
    );
  }
  return WebAssembly.compile(await readFile(WASM_PATH));
}

/** Fresh kernels, for tests and scripts under Node only. */
export async function testKernels(): Promise<Kernels> {
  return loadKernels(await testModule());
}

/** The bare exports, for tests that lay out wasm memory themselves. */
export async function testExports(): Promise<KernelExports> {
  return instantiateKernels(await testModule());
}
