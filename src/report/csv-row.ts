/** A cell: undefined prints as an empty one. */
export type CsvCell = string | number | boolean | undefined;

/** Excel takes a file for UTF-8 only when it begins with this. */
export const UTF8_BOM = '\uFEFF';

/**
 * What a spreadsheet would run as a formula. A file may be named so on purpose
 * (OWASP, "CSV Injection"); full-width forms are read as their ASCII twins by some.
 */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/u;
const NEEDS_QUOTES = /[",\r\n]/u;

/**
 * One line of RFC 4180 CSV with its CRLF. Text that a spreadsheet would take for a formula gets
 * an apostrophe in front, which spreadsheets show as text; numbers stay numbers.
 */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

function csvField(cell: CsvCell): string {
  if (cell === undefined) {
    return '';
  }
  if (typeof cell !== 'string') {
    return String(cell);
  }
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
