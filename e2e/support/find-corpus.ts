import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The corpus of real photos with ground truth: `TWINSIFT_CORPUS`, else beside the project. It is
 * no part of the project, so undefined is a normal answer.
 */
export function findCorpus(named?: string): string | undefined {
  const candidate =
    named ??
    process.env['TWINSIFT_CORPUS'] ??
    resolve(import.meta.dirname, '../../../shared/corpus');
  return existsSync(`${candidate}/photos.csv`)
    ? realpathSync(candidate)
    : undefined;
}
