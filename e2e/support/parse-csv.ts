/** Records of an RFC 4180 text as objects by the names of its first line. */
export function parseCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = csvLines(text.replace(/^\uFEFF/u, ''));
  return rows.map((cells) =>
    Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])),
  );
}

function csvLines(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  // A cell, quoted or plain, and what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/guy;
  for (const [whole, quoted, plain, end] of text.matchAll(cell)) {
    if (whole === '' && cells.length === 0) {
      break;
    }
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') {
      lines.push(cells);
      cells = [];
    }
  }
  return lines;
}
