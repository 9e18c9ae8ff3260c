import type {
  Group,
  GroupMember,
  KeeperChoice,
  PhotoSummary,
} from '../domain/group.ts';
import {
  favouriteMarks,
  isFavourite,
  type FavouriteMarks,
} from '../domain/favourite.ts';
import { describeFailure } from '../domain/photo-failure.ts';
import { splitFileKey } from '../domain/photo-id.ts';
import { knownFacts } from '../domain/photo-notes.ts';
import type { LedgerEntry } from '../domain/photo.ts';
import type { EdgeEvidence } from '../domain/relation.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import { isoTime } from './report-words.ts';
import type { ReportData, ReportPortion, ReportWriter } from './report-data.ts';

/** Raised when a reader of older reports would misread a new one. */
const REPORT_VERSION = 1;

/** The report as JSON; docs/report.schema.json describes it. One text per group. */
export function jsonReport(data: ReportData): ReportWriter {
  return {
    // The closing brace comes at the very end, after the long lists.
    start: () => [`${stringify(headValue(data)).slice(0, -1)},\n"groups":[`],
    portion: ({ groups, firstNumber, hashes }) =>
      list(
        groups,
        (group, index) => groupValue(group, firstNumber + index, hashes),
        firstNumber === 1,
      ),
    *end() {
      yield '],\n"skipped":[';
      yield* list(data.ledger, ledgerValue);
      yield '],\n"series":[';
      const marks = favouriteMarks(data);
      yield* list(data.series, (series) => seriesValue(series, marks));
      yield ']}\n';
    },
  };
}

function headValue(data: ReportData): object {
  return {
    format: 'twinsift-report',
    version: REPORT_VERSION,
    program: { name: 'Twinsift', version: data.programVersion },
    generatedAt: isoTime(data.generatedAtMs),
    stage: data.stage,
    elapsedMs: data.elapsedMs,
    times: data.times,
    counts: data.counts,
    settings: settingsValue(data.settings),
    roots: data.roots.map(({ id, label, source, protection }) => ({
      id,
      label,
      source,
      protection,
    })),
  };
}

/** What the groups came from; presets that are not in force say nothing of them. */
function settingsValue({ keeper, ...rest }: ReportData['settings']): object {
  const { order, off, folders } = keeper;
  return { ...rest, keeper: { order, off, folders } };
}

/** Items after each other; a list that goes on begins with a comma. */
function* list<Item>(
  items: readonly Item[],
  valueOf: (item: Item, index: number) => object,
  isStart = true,
): Generator<string, void> {
  for (const [index, item] of items.entries()) {
    yield `${isStart && index === 0 ? '' : ','}\n${stringify(valueOf(item, index))}`;
  }
}

/** JSON has no NaN or Infinity and would print null, which no reader expects: leave them out. */
function stringify(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? undefined : part,
  );
}

/** Of the photos of a portion, by content. */
type Hashes = ReportPortion['hashes'];

function groupValue(group: Group, number: number, hashes: Hashes): object {
  return {
    number,
    id: group.id,
    category: group.category,
    keeper: {
      ...photoValue(group.keeper, hashes),
      ...choiceValue(group.keeperChoice),
    },
    members: group.members.map((member) => memberValue(member, group, hashes)),
    alsoSimilar: group.alsoSimilar.map(({ photo }) => ({
      rootId: photo.root,
      path: photo.path,
      sha256: photo.content,
    })),
  };
}

function seriesValue(
  { startedAt, photos }: ShotSeries,
  marks: FavouriteMarks,
): object {
  return {
    startedAt,
    photos: photos.map((photo) => {
      const { root, path } = splitFileKey(photo.key);
      return {
        rootId: root,
        path,
        sha256: photo.content,
        afterS: photo.afterS,
        rating: photo.rating,
        isFavourite: isFavourite(photo, marks),
      };
    }),
  };
}

function choiceValue(choice: KeeperChoice): object {
  return choice.kind === 'chosen'
    ? { choice: 'chosen', reasons: choice.reasons }
    : { choice: 'abstained', reasons: [], abstainedBecause: choice.words };
}

function memberValue(
  member: GroupMember,
  { keeperChoice }: Group,
  hashes: Hashes,
): object {
  return {
    ...photoValue(member.photo, hashes),
    relation: member.relation,
    distance: evidenceValue(member.evidence),
    state: member.state,
    isDecided: member.isDecided,
    isBeingChecked: member.isBeingChecked,
    isInDoubt:
      keeperChoice.kind === 'abstained' &&
      keeperChoice.rivals.includes(member.photo.key),
  };
}

function evidenceValue(evidence: EdgeEvidence): object {
  return {
    pHash64Bits: evidence.pHash64Bits,
    pHash256Bits: evidence.pHash256Bits,
    decidingBits: evidence.decidingBits,
    ncc: evidence.ncc,
    chromaDifference: evidence.chromaDifference,
    aspectDifference: evidence.aspectDifference,
    closeLook: evidence.closeLook,
    rule: evidence.rule,
  };
}

function photoValue(photo: PhotoSummary, hashes: Hashes): object {
  return {
    rootId: photo.root,
    path: photo.path,
    bytes: photo.sizeBytes,
    modifiedAt: isoTime(photo.modifiedMs),
    format: photo.format,
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
    frameCount: photo.frameCount,
    isProtected: photo.isProtected,
    hashes: { sha256: photo.content, ...hashes.get(photo.content) },
    exif: exifValue(photo),
    quality: photo.quality,
    companions: photo.companions?.map(({ path, kind, sizeBytes, content }) => ({
      path,
      kind,
      bytes: sizeBytes,
      sha256: content,
    })),
  };
}

/** Without what a person noted and where it was: reports are passed on. */
function exifValue(photo: PhotoSummary): object {
  const exif = knownFacts(photo);
  return {
    orientation: exif.orientation,
    hasGps: exif.hasGps,
    capturedAt: exif.capturedAt,
    cameraMake: exif.cameraMake,
    cameraModel: exif.cameraModel,
    lens: exif.lens,
    rating: exif.rating,
    software: exif.software,
  };
}

function ledgerValue(entry: LedgerEntry): object {
  return {
    rootId: entry.root,
    path: entry.path,
    bytes: entry.sizeBytes,
    modifiedAt: isoTime(entry.modifiedMs),
    reason: entry.failure,
    ...describeFailure(entry.failure),
  };
}
