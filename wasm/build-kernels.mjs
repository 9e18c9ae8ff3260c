/* global WebAssembly */
// Compiles the AssemblyScript kernels into wasm/build/kernels.wasm (never committed).
// Any failure ends with a non-zero exit code and leaves no stale kernels behind; a success
// replaces the file in one step, so that nobody reads half of it.
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const here = import.meta.dirname;
const output = join(here, 'build', 'kernels.wasm');
const fresh = join('build', `kernels.${process.pid}.tmp.wasm`);

async function compile() {
  const { error } = await asc.main(
    [
      ...['--baseDir', here, '--config', 'asconfig.json'],
      ...['--target', 'release', '--outFile', fresh],
    ],
    { stdout: process.stdout, stderr: process.stderr },
  );
  if (error) throw error;
  // The compiler answers some mistakes in its arguments with a help text and success.
  const bytes = readFileSync(join(here, fresh));
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  if (imports.length > 0) {
    const names = imports.map(({ module, name }) => `${module}.${name}`);
    throw new Error(`They must import nothing, but import ${names.join(', ')}`);
  }
}

mkdirSync(join(here, 'build'), { recursive: true });
try {
  await compile();
  renameSync(join(here, fresh), output);
} catch (error) {
  rmSync(join(here, fresh), { force: true });
  rmSync(output, { force: true });
  console.error(`The kernels did not compile: ${error.message}`);
  process.exitCode = 1;
}
