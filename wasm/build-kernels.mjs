// Compiles the AssemblyScript kernels into wasm/build/ (never committed).
import { mkdirSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const here = import.meta.dirname;
mkdirSync(`${here}/build`, { recursive: true });
const { error } = await asc.main(
  ['--config', 'asconfig.json', '--target', 'release'],
  { stdout: process.stdout, stderr: process.stderr },
  { baseDir: here },
).catch((error) => ({ error }));
if (error) {
  process.exitCode = 1;
}
