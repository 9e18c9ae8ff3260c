import { rootId } from '../../../src/domain/photo-id.ts';
import { writeFiles } from '../../../src/storage/files-store.ts';
import {
  fingerprintKey,
  fingerprintRow,
} from '../../../src/storage/fingerprint-row.ts';
import { openDatabase } from '../../../src/storage/open-database.ts';
import { writeRoot } from '../../../src/storage/roots-store.ts';
import type { Database } from '../../../src/storage/storage-schema.ts';
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
    for (let at = from; at < to; at += FILES_PER_BATCH) {
      const end = Math.min(at + FILES_PER_BATCH, to);
      const { files, fingerprints } = library.part(at, end);
      const records = files.map((file) => ({ ...file, root: ROOT }));
      await writeFiles(db, records);
      const { store, done } = db.transaction('fingerprints', 'readwrite');
      const writes = fingerprints.map((one) =>
        store.put(fingerprintRow(one), fingerprintKey(one.content)),
      );
      await Promise.all([...writes, done]);
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
