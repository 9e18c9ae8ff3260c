import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '../..');

/** Builds the app as `npm start` would, so that never an old build is measured. */
export function ensureBuilt(): Promise<void> {
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.error(`${stdout}\n${stderr}`);
    return Promise.reject(new Error('npm run build failed'));
  }
  return Promise.resolve();
}
