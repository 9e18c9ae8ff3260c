import { describeFailure } from '../domain/photo-failure.ts';
import { csvRow, UTF8_BOM } from './csv-row.ts';
import { rootLabels, type ReportData } from './report-data.ts';
import { isoTime } from './report-words.ts';

const HEADER = [
  'folder',
  'path',
  'bytes',
  'modified',
  'kind',
  'what',
  'advice',
];

/** Every file that was not compared, one row each, with the reason in words. See csvReport. */
export function* ledgerCsv(
  data: Pick<ReportData, 'roots' | 'ledger'>,
): Generator<string, void> {
  const labels = rootLabels(data.roots);
  yield UTF8_BOM + csvRow(HEADER);
  for (const { root, path, sizeBytes, modifiedMs, failure } of data.ledger) {
    const { what, advice } = describeFailure(failure);
    yield csvRow([
      labels.get(root),
      path,
      sizeBytes,
      isoTime(modifiedMs),
      failure.kind,
      what,
      advice,
    ]);
  }
}
