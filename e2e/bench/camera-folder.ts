import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withThumbnail } from '../../src/worker/first-look-test-files.ts';
import type { LabCamera } from './first-look-lab/first-look-lab.ts';
import { madePart, openPhotoLab, type PhotoLab } from './photo-lab.ts';

/**
 * 8 MP and a third of a byte a pixel: the median camera JPEG by which the decoders were chosen (8 MP,
 * 2.7 MB). Those of the corpus, which was chosen to be small, have less (docs/benchmarks.md).
 */
const CAMERA: LabCamera = { widthPx: 3264, quality: 0.9, grain: 0.1 };
/** Change it with what is drawn: a folder made before is used again. */
const VERSION = 1;
const PHOTOS = 400;
/** Drawn at once: one is encoded on another thread while the next is drawn. */
const LANES = 2;

/**
 * A folder of different camera-like JPEGs with EXIF thumbnails, made once of the corpus's photos, by
 * seed, and kept in the system's temporary folder.
 */
export async function cameraFolder(corpusDir: string): Promise<string> {
  const folder = join(tmpdir(), `twinsift-camera-${VERSION}`, 'Photos');
  if (existsSync(folder)) return folder;
  const draft = `${folder} (being made)`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const lab = await openPhotoLab(corpusDir);
  try {
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      drawEvery(lab, draft, lane),
    );
    await Promise.all(lanes);
  } finally {
    await lab.close();
  }
  await rename(draft, folder);
  return folder;
}

async function drawEvery(
  lab: PhotoLab,
  folder: string,
  lane: number,
): Promise<void> {
  for (let seed = lane; seed < PHOTOS; seed += LANES) {
    const made = await lab.make(seed, ['photo', 'thumbnail'], CAMERA);
    const photo = madePart(made, 'photo');
    const whole = withThumbnail(photo, madePart(made, 'thumbnail'));
    await writeFile(join(folder, `IMG_${seed}.jpg`), whole);
  }
}
