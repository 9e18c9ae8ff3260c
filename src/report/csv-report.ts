import type { Group, GroupMember, PhotoSummary } from '../domain/group.ts';
import { knownFacts } from '../domain/photo-notes.ts';
import { csvRow, UTF8_BOM, type CsvCell } from './csv-row.ts';
import { rootLabels, type ReportData } from './report-data.ts';
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
 * mark, safe to open in a spreadsheet (see csvRow). Chunks are to be joined without a separator.
 */
export function* csvReport(data: ReportData): Generator<string, void> {
  const labels = rootLabels(data.roots);
  yield UTF8_BOM + csvRow(HEADER);
  for (const [index, group] of data.groups.entries()) {
    let rows = csvRow([
      ...keeperStart(group, index + 1),
      ...photoCells(group.keeper, labels.get(group.keeper.root)),
      ...Array<undefined>(6),
      reasonsText(group),
      ...hashCells(group.keeper, data),
    ]);
    for (const member of group.members) {
      rows += csvRow([
        ...memberStart(member, index + 1),
        ...photoCells(member.photo, labels.get(member.photo.root)),
        ...edgeCells(member),
        undefined,
        ...hashCells(member.photo, data),
      ]);
    }
    yield rows;
  }
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

function hashCells(photo: PhotoSummary, data: ReportData): CsvCell[] {
  const hashes = data.hashes.get(photo.content);
  return [
    photo.content,
    hashes?.pixels,
    hashes?.pHash64,
    hashes?.pHash256,
    hashes?.pdq256,
  ];
}
