import { writeFile } from 'node:fs/promises';

/** One measured number. `ratio` is this value against the row named by `ratioTo`, in the same run. */
export interface ResultRow {
  /** camelCase and stable: other programs read it. */
  name: string;
  value: number;
  unit: string;
  ratioTo?: string;
  ratio?: number;
}

/** The file named after `--json`, if the command line has one. */
export function jsonTarget(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--json');
  return at < 0 ? undefined : argv[at + 1];
}

export async function writeRows(
  file: string | undefined,
  rows: readonly ResultRow[],
): Promise<void> {
  if (file !== undefined) {
    await writeFile(file, `${JSON.stringify(rows, undefined, 2)}\n`);
  }
}

/** A Markdown table, for the terminal and for docs/. */
export function rowTable(rows: readonly ResultRow[]): string {
  const lines = rows.map(
    ({ name, value, unit, ratioTo, ratio }) =>
      `| ${name} | ${number(value)} ${unit} | ${ratio === undefined ? '' : `${ratio.toFixed(2)} × ${ratioTo ?? ''}`} |`,
  );
  return ['| row | value | ratio |', '| --- | ---: | --- |', ...lines].join(
    '\n',
  );
}

function number(value: number): string {
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 1
      ? value.toFixed(2)
      : value.toPrecision(3);
}
