import { describe, expect, it } from 'vitest';
import { csvReport } from './csv-report.ts';
import { ledgerCsv } from './ledger-csv.ts';
import {
  HOSTILE_NAMES,
  samplePortion,
  sampleReport,
  textsOf,
} from './report-sample.ts';

/** A reader written from RFC 4180 alone: quotes, doubled quotes, commas, CRLF. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') {
        cell += character;
      } else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else {
        isQuoted = false;
      }
    } else if (character === '"') {
      isQuoted = true;
    } else if (character === ',') {
      row.push(cell);
      cell = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else {
      cell += character;
    }
  }
  return rows;
}

function table(chunks: Iterable<string>): string[][] {
  const text = [...chunks].join('');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.endsWith('\r\n')).toBe(true);
  return parseCsv(text.slice(1));
}

function column(rows: string[][], name: string): string[] {
  const at = rows[0]!.indexOf(name);
  expect(at).toBeGreaterThanOrEqual(0);
  return rows.slice(1).map((row) => row[at]!);
}

const withoutGuard = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/u, '');

describe('csvReport', () => {
  const rows = table(textsOf(csvReport(sampleReport()), samplePortion(), 5));

  it('has as many cells in every row as names in the first', () => {
    expect(new Set(rows.map(({ length }) => length))).toEqual(
      new Set([rows[0]!.length]),
    );
    expect(rows).toHaveLength(1 + 2 * HOSTILE_NAMES.length);
  });

  it('gives every path back to a reader of RFC 4180', () => {
    const paths = column(rows, 'path').map(withoutGuard);
    expect(paths).toEqual(
      HOSTILE_NAMES.flatMap((name) => [`keep/${name}`, name]),
    );
  });

  it('lets no cell begin as a formula', () => {
    const risky = rows.flat().filter((cell) => /^[=+\-@\t\r]/u.test(cell));
    expect(risky).toEqual([]);
    expect(column(rows, 'path')).toContain("'@SUM(A1).jpg");
  });

  it('puts relation, distance, reasons and hashes under their names', () => {
    expect(column(rows, 'relation').slice(0, 2)).toEqual([
      '',
      'rotated-or-mirrored',
    ]);
    expect(column(rows, 'phash256_distance_bits').slice(0, 2)).toEqual([
      '',
      '14',
    ]);
    expect(column(rows, 'keeper_reasons')[0]).toBe(
      `more detail: ${HOSTILE_NAMES[0]}`,
    );
    expect(column(rows, 'sha256')[1]).toBe('1'.padStart(64, '0'));
    expect(column(rows, 'pdq256')[1]).toBe('1'.repeat(64));
    expect(column(rows, 'state').slice(0, 4)).toEqual([
      'keep',
      'move',
      'undecided',
      'move',
    ]);
  });

  it('keeps numbers numbers, negative ones too', () => {
    const portion = samplePortion(['a.jpg']);
    const [group] = portion.groups;
    const [only] = group!.members;
    const negative = { ...only!, evidence: { ncc: -0.25, rule: 'none' } };
    const groups = [{ ...group!, members: [negative] }];
    const changed = table(
      textsOf(csvReport(sampleReport()), { ...portion, groups }),
    );
    expect(column(changed, 'ncc')[1]).toBe('-0.25');
  });
});

describe('ledgerCsv', () => {
  it('lists every skipped file with its reason', () => {
    const rows = table(ledgerCsv(sampleReport()));
    expect(column(rows, 'path').map(withoutGuard)).toEqual(HOSTILE_NAMES);
    expect(new Set(column(rows, 'kind'))).toEqual(new Set(['damaged']));
    expect(column(rows, 'what')[3]).toContain('+1+1.jpg');
    expect(column(rows, 'modified').slice(0, 2)).toEqual([
      '',
      '1970-01-01T00:00:00.000Z',
    ]);
  });
});
