import type { Page } from '@playwright/test';
import type { FileRecord } from '../../src/domain/photo.ts';
import type { Fingerprint } from '../../src/domain/fingerprint.ts';
import {
  fingerprintOfRow,
  type FingerprintRow,
} from '../../src/storage/fingerprint-row.ts';

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
        facts: row.facts,
        bytes: [...row.bytes],
      })),
    };
    database.close();
    return result;
  });
  const fingerprints = rows
    .map(({ facts, bytes }) =>
      fingerprintOfRow({ facts, bytes: Uint8Array.from(bytes) }),
    )
    .filter((one) => one !== undefined);
  const byContent = new Map(fingerprints.map((one) => [one.content, one]));
  return new Map(
    files.map((file): [string, StoredOutcome] => {
      const { outcome } = file;
      if (outcome.kind !== 'fingerprinted') {
        return [file.path, { kind: 'failed', failure: failureOf(outcome) }];
      }
      const fingerprint = byContent.get(outcome.content);
      if (!fingerprint) {
        throw new Error(`${file.path} has no stored fingerprint.`);
      }
      return [file.path, storedOutcome(fingerprint)];
    }),
  );
}

function storedOutcome({
  format,
  widthPx,
  heightPx,
  frameCount,
  flags,
  pixels,
  hashes,
  colour,
}: Fingerprint): StoredOutcome {
  return {
    kind: 'fingerprinted',
    format,
    widthPx,
    heightPx,
    frameCount,
    isFlat: flags.isFlat,
    pixels,
    pHash64: Buffer.from(hashes.pHash64).toString('hex'),
    pHash256: Buffer.from(hashes.pHash256).toString('hex'),
    colour: [...colour],
  };
}
