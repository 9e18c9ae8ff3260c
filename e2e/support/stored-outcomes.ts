import type { Page } from '@playwright/test';
import type { FileRecord } from '../../src/domain/photo.ts';
import type { FingerprintRow } from '../../src/storage/fingerprint-row.ts';

/** What is stored of one file: its fingerprint, or the kind of failure. */
export type StoredOutcome =
  | {
      kind: 'fingerprinted';
      format: string;
      widthPx: number;
      heightPx: number;
      frameCount: number;
      isFlat: boolean;
      pixels: string;
      /** Hex. */
      pHash64: string;
      pHash256: string;
      colour: readonly number[];
    }
  | { kind: 'failed'; failure: string };

/** Hashes and colours by their place in a row's bytes (src/storage/fingerprint-row.ts). */
const PLACES = {
  pHash64: [0, 8],
  pHash256: [8, 40],
  colour: [568, 616],
} as const;

function failureOf(
  outcome: Exclude<FileRecord['outcome'], { kind: 'fingerprinted' }>,
): string {
  return outcome.kind === 'skipped' ? outcome.failure.kind : outcome.kind;
}

/** All files that the page has stored, by path. */
export async function storedOutcomes(
  page: Page,
): Promise<Map<string, StoredOutcome>> {
  const { files, rows } = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('twinsift');
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error('The database does not open.'));
      };
    });
    const all = (store: string) =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => {
          resolve(request.result as unknown[]);
        };
        request.onerror = () => {
          reject(new Error(`The store ${store} cannot be read.`));
        };
      });
    const result = {
      files: (await all('files')) as FileRecord[],
      rows: ((await all('fingerprints')) as FingerprintRow[]).map((row) => ({
        ...row,
        bytes: [...row.bytes],
      })),
    };
    database.close();
    return result;
  });
  const rowOf = new Map(rows.map((row) => [row.content as string, row]));
  return new Map(
    files.map((file): [string, StoredOutcome] => {
      const { outcome } = file;
      if (outcome.kind !== 'fingerprinted') {
        return [file.path, { kind: 'failed', failure: failureOf(outcome) }];
      }
      const row = rowOf.get(outcome.content);
      if (!row) throw new Error(`${file.path} has no stored fingerprint.`);
      const part = ([from, to]: readonly [number, number]) =>
        row.bytes.slice(from, to);
      const { format, widthPx, heightPx, frameCount, pixels } = row;
      return [
        file.path,
        {
          kind: 'fingerprinted',
          format,
          widthPx,
          heightPx,
          frameCount,
          isFlat: row.flags.isFlat,
          pixels,
          pHash64: Buffer.from(part(PLACES.pHash64)).toString('hex'),
          pHash256: Buffer.from(part(PLACES.pHash256)).toString('hex'),
          colour: part(PLACES.colour),
        },
      ];
    }),
  );
}
