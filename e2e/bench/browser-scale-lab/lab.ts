import { rootId } from '../../../src/domain/photo-id.ts';
import { openDatabase } from '../../../src/storage/open-database.ts';
import { writeRoot } from '../../../src/storage/roots-store.ts';
import type { Database } from '../../../src/storage/storage-schema.ts';
import { writeBatch } from '../../../src/storage/write-batch.ts';
import { SyntheticLibrary } from '../matching/synthetic-library.ts';
import type { ScaleLab } from './scale-lab.ts';

const ROOT = rootId('scale');
/** Larger than the app's own batches, which are as small as a checkpoint must be. */
const FILES_PER_BATCH = 1000;

let library: SyntheticLibrary | undefined;

async function database(): Promise<Database> {
  const opened = await openDatabase();
  if (opened.kind !== 'open') throw new Error(opened.words);
  return opened.db;
}

const scaleLab: ScaleLab = {
  pick: async () => {
    const handle = await showDirectoryPicker();
    await writeRoot(await database(), {
      id: ROOT,
      label: handle.name,
      source: 'picker',
      protection: 'normal',
      lastUsedMs: Date.now(),
      handle,
      isOpen: true,
    });
  },
  fill: async ({ photos, duplicateShare }, from, to) => {
    library ??= new SyntheticLibrary(photos, duplicateShare);
    const db = await database();
    const scan = {
      id: 'scale',
      roots: [ROOT],
      startedMs: Date.now(),
      updatedMs: Date.now(),
      state: 'finished' as const,
      listed: photos,
      done: photos,
    };
    for (let at = from; at < to; at += FILES_PER_BATCH) {
      const end = Math.min(at + FILES_PER_BATCH, to);
      const { files, fingerprints } = library.part(at, end);
      const records = files.map((file) => ({ ...file, root: ROOT }));
      await writeBatch(db, records, fingerprints, scan);
    }
    db.close();
  },
};

window.scaleLab = scaleLab;

declare global {
  interface Window {
    scaleLab: ScaleLab;
  }
}
