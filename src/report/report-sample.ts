import type { Group, GroupMember, PhotoSummary } from '../domain/group.ts';
import { groupFacts } from '../domain/listed-group.ts';
import {
  contentHash,
  copyKey,
  fileKey,
  rootId,
  type ContentHash,
} from '../domain/photo-id.ts';
import type { LedgerEntry } from '../domain/photo.ts';
import { EVERY_MEASURE } from '../domain/pair-measure-sample.ts';
import { NO_STAGE_TIMES } from '../domain/scan-stage.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';
import {
  reportCounts,
  type ReportData,
  type ReportHashes,
  type ReportPortion,
  type ReportWriter,
} from './report-data.ts';

/** File names that a careless writer would let out of their place. */
export const HOSTILE_NAMES = [
  '<script>alert(1)</script>.jpg',
  '"><img src=x onerror=alert(1)>.png',
  "=HYPERLINK('http://x/','y').jpg",
  '+1+1.jpg',
  '-2+3.jpg',
  '@SUM(A1).jpg',
  '\tcmd.jpg',
  'line\r\nbreak, "quoted".jpg',
  'gpj.\u202Eexe.jpg',
  'nul\u0000 and bell\u0007.jpg',
  'lone \uD800 surrogate.jpg',
  '</style></title></textarea>&amp;.jpg',
  '照片 фото 👩‍👩‍👧.heic',
  "it's ${HOME} $(rm -rf) `x`.jpg",
] as const;

const ROOT = rootId('root-1');
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';

function content(index: number): ContentHash {
  return contentHash(index.toString(16).padStart(64, '0'));
}

function photo(index: number, path: string): PhotoSummary {
  return {
    root: ROOT,
    path,
    sizeBytes: 1000 + index,
    modifiedMs: Date.UTC(2020, 0, 1) + index,
    key: fileKey(ROOT, path),
    copy: copyKey(content(index), 0),
    copies: 1,
    content: content(index),
    format: 'jpeg',
    widthPx: 4000,
    heightPx: 3000,
    frameCount: 1,
    isProtected: false,
    exif: { orientation: 1, hasGps: true, cameraModel: path },
    quality: { sharpness: 9.5, spectralDrop: 0, blockiness: 0.1 },
    companions: [
      {
        root: ROOT,
        path: `${path}.xmp`,
        sizeBytes: 12,
        modifiedMs: 0,
        key: fileKey(ROOT, `${path}.xmp`),
        kind: 'sidecar',
        content: content(index + 1_000_000),
      },
    ],
  };
}

function member(index: number, path: string): GroupMember {
  return {
    photo: photo(index, path),
    relation: { kind: 'rotated-or-mirrored', transform: 'turned-90' },
    evidence: {
      pHash64Bits: 2,
      pHash256Bits: 14,
      ncc: 0.987,
      // What a comparison of two flat pictures may give; JSON has no such number.
      chromaDifference: Number.NaN,
      closeLook: EVERY_MEASURE,
      rule: `same picture: ${path}`,
    },
    state: 'move',
    isDecided: index % 2 === 0,
    isBeingChecked: false,
  };
}

function group(index: number, path: string): Group {
  const keeper = photo(index * 2, `keep/${path}`);
  return {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the form of an id does not matter to a report
    id: `group-${index}` as Group['id'],
    category: 'edited',
    keeper,
    keeperChoice:
      index % 2 === 0
        ? {
            kind: 'chosen',
            reasons: [{ criterion: 'pixels', words: `more detail: ${path}` }],
          }
        : {
            kind: 'abstained',
            words: `sharper against larger: ${path}`,
            rivals: [photo(index * 2 + 1, path).key],
          },
    members: [member(index * 2 + 1, path)],
    alsoSimilar: [{ photo: photo(9999, `also/${path}`), via: keeper.key }],
  };
}

function hashes(index: number): ReportHashes {
  const digit = (index % 16).toString(16);
  return {
    pixels: digit.repeat(32),
    pHash64: digit.repeat(16),
    pHash256: digit.repeat(64),
    pdq256: digit.repeat(64),
    pdqQuality: 80,
  };
}

/** Each third is rated. */
function seriesOf(names: readonly string[]): ShotSeries {
  return {
    id: 's-1',
    startedAt: '2019-07-14T06:12:40',
    photos: names.map((path, index) => ({
      key: fileKey(ROOT, path),
      content: content(index),
      afterS: index,
      ...(index % 3 === 0 ? { rating: 5 } : {}),
    })),
  };
}

/** All groups of `sampleReport`, one per name, in one portion. */
export function samplePortion(
  names: readonly string[] = HOSTILE_NAMES,
): ReportPortion {
  const groups = names.map((name, index) => group(index, name));
  return {
    groups,
    firstNumber: 1,
    hashes: new Map(names.map((_, index) => [content(index), hashes(index)])),
    thumbnails: new Map(
      groups.map(({ keeper }, index) => [
        keeper.key,
        index === 1 ? 'data:image/png;base64,"><script>' : PICTURE,
      ]),
    ),
  };
}

/** All texts of a report whose groups come in portions of this many. */
export function textsOf(
  writer: ReportWriter,
  portion: ReportPortion,
  portionGroups = portion.groups.length,
): string[] {
  const texts = [...writer.start()];
  for (let at = 0; at < portion.groups.length; at += portionGroups) {
    const groups = portion.groups.slice(at, at + portionGroups);
    texts.push(...writer.portion({ ...portion, groups, firstNumber: at + 1 }));
  }
  return [...texts, ...writer.end()];
}

/** What is said beside the groups, with one group and one skipped file per hostile name; for the writers' tests. */
export function sampleReport(
  names: readonly string[] = HOSTILE_NAMES,
): ReportData {
  const groups = names.map((name, index) => group(index, name));
  const ledger = names.map((path, index): LedgerEntry => ({
    root: ROOT,
    path,
    sizeBytes: 12,
    modifiedMs: index === 0 ? Number.NaN : 0,
    failure: { kind: 'damaged', format: 'jpeg', detail: path },
  }));
  return {
    generatedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    programVersion: '0.1.0',
    stage: 'stopped',
    settings: DEFAULT_SETTINGS,
    roots: [
      {
        id: ROOT,
        label: '<b>Photos & "more"</b>',
        source: 'picker',
        protection: 'normal',
        lastUsedMs: 0,
      },
    ],
    counts: reportCounts(groups.map(groupFacts), ledger, names.length * 2),
    groupsWithThumbnails: groups.length,
    elapsedMs: 61_000,
    times: { ...NO_STAGE_TIMES, decodeMs: 1234.5 },
    ledger,
    series: names.length < 2 ? [] : [seriesOf(names.slice(0, 20))],
    favourites: [content(1)],
    notFavourites: [content(3)],
  };
}
