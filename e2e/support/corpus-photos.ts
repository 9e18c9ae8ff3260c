import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCsv } from './parse-csv.ts';

/** A line of the corpus's list of distinct photos, as far as it is asked for here. */
export interface CorpusPhoto {
  /** Within the corpus. */
  path: string;
  bytes: number;
  isProgressive: boolean;
  /** '' where the file does not say. */
  camera: string;
}

/** The distinct photos of the corpus, in the order of their list. */
export async function corpusPhotos(corpusDir: string): Promise<CorpusPhoto[]> {
  const text = await readFile(join(corpusDir, 'photos.csv'), 'utf8');
  return parseCsv(text).map(
    ({ path = '', bytes = '', progressive = '', camera = '' }) => ({
      path,
      bytes: Number(bytes),
      isProgressive: progressive !== '0',
      camera: camera.trim(),
    }),
  );
}
