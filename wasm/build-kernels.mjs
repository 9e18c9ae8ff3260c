// Compiles the AssemblyScript kernels into wasm/build/kernels.wasm (never committed).
// Any failure ends with a non-zero exit code and leaves no stale file behind.
/* global WebAssembly */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const here = import.meta.dirname;
const output = join(here, 'build', 'kernels.wasm');

rmSync(output, { force: true });
mkdirSync(join(here, 'build'), { recursive: true });

const { error } = await asc.main(
  ['--baseDir', here, '--config', 'asconfig.json', '--target', 'release'],
  { stdout: process.stdout, stderr: process.stderr },
);
if (error) {
  console.error(`The kernels did not compile: ${error.message}`);
  process.exit(1);
}

// The compiler answers some mistakes in its arguments with a help text and success.
const module = new WebAssembly.Module(readFileSync(output));
const imports = WebAssembly.Module.imports(module);
if (imports.length > 0) {
  console.error('The kernels must import nothing, but import', imports);
  rmSync(output);
  process.exit(1);
}
