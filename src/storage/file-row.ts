import { groupBy } from '../domain/group-by.ts';
import {
  contentHash,
  fileKey,
  type FileKey,
  type RootId,
} from '../domain/photo-id.ts';
import type { FileOutcome, FileRecord } from '../domain/photo.ts';
import { bytesOfHex, hexOfBytes } from './hex-bytes.ts';
import { areSidecarNotes } from './stored-notes.ts';

/** Files of one row at most: what a damaged row costs is this many files read again. */
export const ROW_FILES = 100;

const HASH_BYTES = 32;
/** NUL cannot occur in a path on any system. */
const SEPARATOR = '\u0000';

/** By number of the file in its row. */
type Sparse<Value> = readonly (readonly [number, Value])[];

/**
 * What was found out about up to ROW_FILES files of one root, column by column. A row of its own
 * for each file would take four times the room and many times as long to read, nearly all of it
 * the database's own.
 */
export interface FoundRow {
  pipelineVersion: string;
  /** Joined by NUL. */
  paths: string;
  /** Size in bytes and last modification in ms of each file. */
  facts: Float64Array;
  /** Width and height in px of each file; 0 where `outcomes` has something else. */
  sides: Uint32Array;
  /** Content hash of each file; 0 where `outcomes` has something else. */
  contents: Uint8Array;
  /** Of those that are part of a shot. */
  shots?: Sparse<string>;
  /** Of those that were not fingerprinted. */
  outcomes?: Sparse<FileOutcome>;
}

/** These files are no longer there, or are to be read again. */
export interface GoneRow {
  /** Joined by NUL. */
  gone: string;
}

/** Rows of a root stand in the order of time: what a later one says of a file is what counts. */
export type FileRow = FoundRow | GoneRow;

/** What a row says. */
export interface FilesOfRow {
  files: readonly FileRecord[];
  gone: readonly FileKey[];
}

/** The rows for files that are all of one root. */
export function foundRows(records: readonly FileRecord[]): FoundRow[] {
  const rows: FoundRow[] = [];
  for (const [version, same] of groupBy(
    records,
    ({ pipelineVersion }) => pipelineVersion,
  )) {
    for (let at = 0; at < same.length; at += ROW_FILES) {
      rows.push(foundRow(version, same.slice(at, at + ROW_FILES)));
    }
  }
  return rows;
}

/** The row which says that these files of one root are gone. */
export function goneRow(paths: readonly string[]): GoneRow {
  return { gone: paths.join(SEPARATOR) };
}

function foundRow(
  pipelineVersion: string,
  records: readonly FileRecord[],
): FoundRow {
  const { length } = records;
  const facts = new Float64Array(length * 2);
  const sides = new Uint32Array(length * 2);
  const contents = new Uint8Array(length * HASH_BYTES);
  const shots: [number, string][] = [];
  const outcomes: [number, FileOutcome][] = [];
  records.forEach(({ sizeBytes, modifiedMs, shot, outcome }, at) => {
    facts.set([sizeBytes, modifiedMs], at * 2);
    if (shot !== undefined) shots.push([at, shot]);
    if (outcome.kind === 'fingerprinted') {
      sides.set([outcome.widthPx, outcome.heightPx], at * 2);
      contents.set(bytesOfHex(outcome.content), at * HASH_BYTES);
    } else {
      outcomes.push([at, outcome]);
    }
  });
  return {
    pipelineVersion,
    paths: records.map(({ path }) => path).join(SEPARATOR),
    facts,
    sides,
    contents,
    ...(shots.length === 0 ? {} : { shots }),
    ...(outcomes.length === 0 ? {} : { outcomes }),
  };
}

/**
 * What a row of this root says. A damaged row says nothing and a damaged outcome nothing of its
 * file: rows come from disk, so nothing about them is sure, and what is left out is read again.
 */
export function filesOfRow(root: RootId, row: unknown): FilesOfRow {
  const files: FileRecord[] = [];
  if (isGoneRow(row)) {
    const paths = row.gone.split(SEPARATOR);
    return { files, gone: paths.map((path) => fileKey(root, path)) };
  }
  const paths = isFoundRow(row) ? row.paths.split(SEPARATOR) : [];
  if (!isFoundRow(row) || !isOfLength(row, paths.length)) {
    return { files, gone: [] };
  }
  const { facts, pipelineVersion } = row;
  const outcomeOf = outcomesOf(row);
  const shots = new Map(pairsOf(row.shots));
  for (const [at, path] of paths.entries()) {
    const shot = shots.get(at);
    const outcome = outcomeOf(at, shot);
    if (outcome === undefined) continue;
    const file: FileRecord = {
      root,
      path,
      sizeBytes: facts[at * 2] ?? 0,
      modifiedMs: facts[at * 2 + 1] ?? 0,
      pipelineVersion,
      outcome,
    };
    if (typeof shot === 'string') file.shot = shot;
    files.push(file);
  }
  return { files, gone: [] };
}

function outcomesOf({
  sides,
  contents,
  outcomes,
}: FoundRow): (at: number, shot: unknown) => FileOutcome | undefined {
  const others = new Map(pairsOf(outcomes));
  // The digits of all at once: a hash is then a part of one string, not a string of its own.
  const digits = hexOfBytes(contents);
  const digitsEach = HASH_BYTES * 2;
  return (at, shot) => {
    if (others.has(at)) {
      const other = others.get(at);
      return isOtherOutcome(other, shot) ? other : undefined;
    }
    const hex = digits.slice(at * digitsEach, (at + 1) * digitsEach);
    return {
      kind: 'fingerprinted',
      content: contentHash(hex),
      widthPx: sides[at * 2] ?? 0,
      heightPx: sides[at * 2 + 1] ?? 0,
    };
  };
}

type Unsure<Row> = Partial<Record<keyof Row, unknown>>;

function isGoneRow(row: unknown): row is GoneRow {
  if (typeof row !== 'object' || row === null) return false;
  const { gone }: Unsure<GoneRow> = row;
  return typeof gone === 'string';
}

function isFoundRow(row: unknown): row is FoundRow {
  if (typeof row !== 'object' || row === null) return false;
  const unsure: Unsure<FoundRow> = row;
  return (
    typeof unsure.pipelineVersion === 'string' &&
    typeof unsure.paths === 'string' &&
    unsure.facts instanceof Float64Array &&
    unsure.sides instanceof Uint32Array &&
    unsure.contents instanceof Uint8Array
  );
}

function isOfLength(
  { facts, sides, contents }: FoundRow,
  length: number,
): boolean {
  return (
    facts.length === length * 2 &&
    sides.length === length * 2 &&
    contents.length === length * HASH_BYTES
  );
}

function* pairsOf(list: unknown): Iterable<[unknown, unknown]> {
  if (!Array.isArray(list)) return;
  const entries: readonly unknown[] = list;
  for (const entry of entries) {
    if (!Array.isArray(entry)) continue;
    const parts: readonly unknown[] = entry;
    yield [parts[0], parts[1]];
  }
}

function isContent(content: unknown): boolean {
  return typeof content === 'string' && content.length === HASH_BYTES * 2;
}

function isOtherOutcome(
  outcome: unknown,
  shot: unknown,
): outcome is FileOutcome {
  return (
    typeof outcome === 'object' &&
    outcome !== null &&
    'kind' in outcome &&
    ((outcome.kind === 'skipped' && 'failure' in outcome) ||
      (outcome.kind === 'companion' &&
        typeof shot === 'string' &&
        (!('content' in outcome) || isContent(outcome.content)) &&
        (!('notes' in outcome) || areSidecarNotes(outcome.notes))))
  );
}
