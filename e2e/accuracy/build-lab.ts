import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Builds the kernels and the lab page with the app's own workers. @returns the folder to serve */
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
  return bundleLab(join(import.meta.dirname, 'lab'), 'accuracy-lab');
}

/**
 * Bundles a lab page, with what of the app it imports, into a folder of .cache. The kernels must
 * have been built. @returns the folder to serve
 */
export async function bundleLab(root: string, name: string): Promise<string> {
  const outDir = join(PROJECT, '.cache', name);
  await build({
    configFile: false,
    root,
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
