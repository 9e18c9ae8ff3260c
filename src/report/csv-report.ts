import type { Group, GroupMember, PhotoSummary } from '../domain/group.ts';
import type { RootId } from '../domain/photo-id.ts';
import { knownFacts } from '../domain/photo-notes.ts';
import { csvRow, UTF8_BOM, type CsvCell } from './csv-row.ts';
import {
  rootLabels,
  type ReportData,
  type ReportPortion,
  type ReportWriter,
} from './report-data.ts';
import { isoTime } from './report-words.ts';

const HEADER = [
  'group',
  'role',
  'state',
  'decided_by',
  'folder',
  'path',
  'bytes',
  'modified',
  'format',
  'width_px',
  'height_px',
  'captured',
  'protected',
  'relation',
  'transform',
  'phash64_distance_bits',
  'phash256_distance_bits',
  'ncc',
  'rule',
  'keeper_reasons',
  'sha256',
  'pixels',
  'phash64',
  'phash256',
  'pdq256',
];

/**
 * One row per photo: each group's keeper, then its members. RFC 4180, UTF-8 with a byte order
 * mark, safe to open in a spreadsheet (see csvRow). One text per group.
 */
export function csvReport({ roots }: Pick<ReportData, 'roots'>): ReportWriter {
  const labels = rootLabels(roots);
  return {
    start: () => [UTF8_BOM + csvRow(HEADER)],
    *portion({ groups, firstNumber, hashes }) {
      for (const [index, group] of groups.entries()) {
        yield groupRows(group, firstNumber + index, { labels, hashes });
      }
    },
    end: () => [],
  };
}

/** What the rows need besides their own group. */
interface Context extends Pick<ReportPortion, 'hashes'> {
  labels: ReadonlyMap<RootId, string>;
}

function groupRows(
  group: Group,
  number: number,
  { labels, hashes }: Context,
): string {
  let rows = csvRow([
    ...keeperStart(group, number),
    ...photoCells(group.keeper, labels.get(group.keeper.root)),
    ...Array<undefined>(6),
    reasonsText(group),
    ...hashCells(group.keeper, hashes),
  ]);
  for (const member of group.members) {
    rows += csvRow([
      ...memberStart(member, number),
      ...photoCells(member.photo, labels.get(member.photo.root)),
      ...edgeCells(member),
      undefined,
      ...hashCells(member.photo, hashes),
    ]);
  }
  return rows;
}

function keeperStart({ keeperChoice }: Group, number: number): CsvCell[] {
  const isChosen = keeperChoice.kind === 'chosen';
  return [number, 'keeper', isChosen ? 'keep' : 'undecided', undefined];
}

function memberStart(member: GroupMember, number: number): CsvCell[] {
  const decidedBy = member.isDecided ? 'person' : 'rule';
  return [
    number,
    'member',
    member.state,
    member.state === 'undecided' ? undefined : decidedBy,
  ];
}

function photoCells(photo: PhotoSummary, label: string | undefined): CsvCell[] {
  return [
    label,
    photo.path,
    photo.sizeBytes,
    isoTime(photo.modifiedMs),
    photo.format,
    photo.widthPx,
    photo.heightPx,
    knownFacts(photo).capturedAt,
    photo.isProtected,
  ];
}

function edgeCells({
  relation,
  evidence,
  isBeingChecked,
}: GroupMember): CsvCell[] {
  return [
    isBeingChecked ? 'being-checked' : relation.kind,
    relation.transform,
    evidence.pHash64Bits,
    evidence.pHash256Bits,
    evidence.closeLook?.ncc ?? evidence.ncc,
    evidence.rule,
  ];
}

function reasonsText({ keeperChoice }: Group): string {
  return keeperChoice.kind === 'chosen'
    ? keeperChoice.reasons.map(({ words }) => words).join('; ')
    : keeperChoice.words;
}

function hashCells(
  { content }: PhotoSummary,
  hashes: ReportPortion['hashes'],
): CsvCell[] {
  const known = hashes.get(content);
  return [
    content,
    known?.pixels,
    known?.pHash64,
    known?.pHash256,
    known?.pdq256,
  ];
}
