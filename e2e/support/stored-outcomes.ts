import type { Page } from '@playwright/test';
import type { FileRecord } from '../../src/domain/photo.ts';
import type { Fingerprint } from '../../src/domain/fingerprint.ts';
import {
  fingerprintOfRow,
  type FingerprintRow,
} from '../../src/storage/fingerprint-row.ts';
import { storedFiles, storedRows } from './stored-files.ts';

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
  const files = await storedFiles(page);
  const rows = await storedRows(page, 'fingerprints');
  const fingerprints = rows
    .map(({ row }) => fingerprintOfRow(row as FingerprintRow))
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
