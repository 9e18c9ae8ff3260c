import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withThumbnail } from '../../src/worker/first-look-test-files.ts';
import type { LabCamera, LabPart } from './first-look-lab/first-look-lab.ts';
import { madePart, openPhotoLab, type Made } from './photo-lab.ts';

/** 4.5 MP, 1.8 MB. */
const CAMERA: LabCamera = { widthPx: 2448, quality: 0.92, grain: 0.1 };
/** Change it with what is drawn: a folder made before is used again. */
const VERSION = 1;
const ORIGINALS = 1600;
/** Copies of every fourth: 400 of 2,000 files. */
const COPY_EVERY = 4;
/** Of 20 copies: the same bytes 8, saved again with the old thumbnail 5, half the size 6, bare 1. */
const COPY_KINDS = [
  ...Array<CopyKind>(8).fill('same'),
  ...Array<CopyKind>(5).fill('resaved'),
  ...Array<CopyKind>(6).fill('smaller'),
  'bare' as const,
];

type CopyKind = 'same' | 'resaved' | 'smaller' | 'bare';

/** What is to be drawn for a copy, beside the photo and its thumbnail. */
const PARTS: Record<CopyKind, readonly LabPart[]> = {
  same: [],
  resaved: ['resaved'],
  smaller: ['smaller', 'smaller-thumbnail'],
  bare: ['resaved'],
};

/**
 * A folder of 2,000 camera-like JPEGs of 4.5 MP with EXIF thumbnails, 400 of them copies; made once
 * of the corpus's photos, by seed, and kept in the system's temporary folder.
 */
export async function firstLookLibrary(corpusDir: string): Promise<string> {
  const folder = join(tmpdir(), `twinsift-first-look-${VERSION}`, 'Photos');
  if (existsSync(folder)) return folder;
  const draft = `${folder} (being made)`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'copies'), { recursive: true });
  const lab = await openPhotoLab(corpusDir);
  try {
    for (let seed = 0; seed < ORIGINALS; seed += 1) {
      const kind = copyKind(seed);
      const extra = kind === undefined ? [] : PARTS[kind];
      const parts: LabPart[] = ['photo', 'thumbnail', ...extra];
      await writeFiles(draft, seed, await lab.make(seed, parts, CAMERA));
      if (seed % 100 === 99) console.log(`drew ${seed + 1} of ${ORIGINALS}`);
    }
  } finally {
    await lab.close();
  }
  await rename(draft, folder);
  return folder;
}

function copyKind(seed: number): CopyKind | undefined {
  return seed % COPY_EVERY === 0
    ? COPY_KINDS[(seed / COPY_EVERY) % COPY_KINDS.length]
    : undefined;
}

async function writeFiles(
  folder: string,
  seed: number,
  made: Made,
): Promise<void> {
  const part = (name: LabPart): Uint8Array => madePart(made, name);
  const original = withThumbnail(part('photo'), part('thumbnail'));
  await writeFile(join(folder, `IMG_${seed}.jpg`), original);
  const copyAt = join(folder, 'copies', `IMG_${seed}.jpg`);
  switch (copyKind(seed)) {
    case 'same':
      await writeFile(copyAt, original);
      break;
    case 'resaved':
      await writeFile(
        copyAt,
        withThumbnail(part('resaved'), part('thumbnail')),
      );
      break;
    case 'smaller':
      await writeFile(
        copyAt,
        withThumbnail(part('smaller'), part('smaller-thumbnail')),
      );
      break;
    case 'bare':
      await writeFile(copyAt, part('resaved'));
      break;
    case undefined:
      break;
  }
}
