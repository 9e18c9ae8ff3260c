import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Builds the lab page with the app's own workers into .cache. @returns the folder to serve */
export async function buildLab(): Promise<string> {
  const kernels = spawnSync('npm', ['run', 'build:wasm'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  if (kernels.status !== 0) {
    throw new Error(
      `npm run build:wasm failed\n${kernels.stdout}\n${kernels.stderr}`,
    );
  }
  const outDir = join(PROJECT, '.cache/accuracy-lab');
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'lab'),
    base: '/',
    logLevel: 'error',
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
    },
    worker: { format: 'es' },
  });
  return outDir;
}
