import { unmatchedIn } from './build-groups-shots.ts';
import { bundleWords, companionNames, notesSource } from './bundle-words.ts';
import type { ExifFacts } from './fingerprint.ts';
import type { PhotoSummary } from './group.ts';
import { formatName } from './image-format.ts';
import { pathName } from './path-name.ts';
import { knownFacts, type KnownFacts, type PhotoNotes } from './photo-notes.ts';
import { fileName, folderOf } from './photo.ts';
import type { Root } from './root.ts';

/** One fact in which two photos differ, ready to print side by side. */
export interface FactDifference {
  label: string;
  /** `–` where the photo has no such fact. */
  keeper: string;
  member: string;
  /** Which side a person would rather keep for this; absent where neither is better. */
  better?: 'keeper' | 'member';
}

const NOTHING = '–';

interface Fact {
  label: string;
  words: (photo: PhotoSummary) => string | undefined;
  /** Higher is better; undefined where the values cannot be ranked. */
  worth?: (photo: PhotoSummary) => number | undefined;
}

function bytesWords(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = sizeBytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit] ?? 'TB'}`;
}

function cameraWords(exif: ExifFacts): string | undefined {
  const { cameraMake, cameraModel } = exif;
  if (cameraModel === undefined) return cameraMake;
  // Models often repeat their maker: "Canon", "Canon EOS 80D".
  return cameraMake === undefined || cameraModel.startsWith(cameraMake)
    ? cameraModel
    : `${cameraMake} ${cameraModel}`;
}

function modifiedWords({ modifiedMs }: PhotoSummary): string | undefined {
  return Number.isFinite(modifiedMs) && Math.abs(modifiedMs) <= 8.64e15
    ? new Date(modifiedMs).toISOString().slice(0, 16).replace('T', ' ')
    : undefined;
}

function formatWords({ format, quality }: PhotoSummary): string {
  return quality.jpegQuality === undefined
    ? formatName(format)
    : `${formatName(format)} quality ${Math.round(quality.jpegQuality)}`;
}

function shotWords(photo: PhotoSummary): string {
  const words = bundleWords(photo);
  return words.length === 0 ? 'one file' : words.join(', ');
}

/** What a person or a camera noted, and where, unless it stands in the photo itself. */
function noteWords(
  photo: PhotoSummary,
  name: keyof PhotoNotes,
  wordsOf: (facts: KnownFacts) => string | undefined,
): string | undefined {
  const words = wordsOf(knownFacts(photo));
  return words === undefined || photo.sidecarNotes?.[name] === undefined
    ? words
    : `${words} (${notesSource(photo)})`;
}

function has(value: string | undefined): number {
  return value === undefined ? 0 : 1;
}

const FACTS: readonly Fact[] = [
  {
    label: 'Pixels',
    words: ({ widthPx, heightPx }) => `${widthPx} × ${heightPx}`,
    worth: ({ widthPx, heightPx }) => widthPx * heightPx,
  },
  {
    label: 'Format',
    words: formatWords,
    // Qualities of different formats are different scales.
    worth: ({ format, quality }) =>
      format === 'jpeg' ? quality.jpegQuality : undefined,
  },
  { label: 'File size', words: ({ sizeBytes }) => bytesWords(sizeBytes) },
  {
    label: 'Frames',
    words: ({ frameCount }) => String(frameCount),
    worth: ({ frameCount }) => frameCount,
  },
  {
    label: 'Taken',
    words: (photo) =>
      noteWords(photo, 'capturedAt', ({ capturedAt }) =>
        capturedAt?.replace('T', ' '),
      ) ??
      noteWords(photo, 'takenUtc', ({ takenUtc }) =>
        takenUtc?.replace('T', ' ').replace('Z', ' UTC'),
      ),
    worth: (photo) => {
      const { capturedAt, takenUtc } = knownFacts(photo);
      return has(capturedAt ?? takenUtc);
    },
  },
  {
    label: 'GPS',
    words: (photo) =>
      noteWords(photo, 'place', ({ hasGps }) => (hasGps ? 'yes' : 'no')),
    worth: (photo) => (knownFacts(photo).hasGps ? 1 : 0),
  },
  {
    label: 'Camera',
    words: ({ exif }) => cameraWords(exif),
    worth: ({ exif }) => has(cameraWords(exif)),
  },
  {
    label: 'Lens',
    words: ({ exif }) => exif.lens,
    worth: ({ exif }) => has(exif.lens),
  },
  {
    label: 'Rating',
    words: (photo) =>
      noteWords(photo, 'rating', ({ rating }) =>
        rating === undefined ? undefined : `${rating} of 5`,
      ),
    worth: (photo) => knownFacts(photo).rating ?? 0,
  },
  {
    label: 'Keywords',
    words: (photo) =>
      noteWords(photo, 'keywords', ({ keywords }) => keywords?.join(', ')),
    worth: (photo) => knownFacts(photo).keywords?.length ?? 0,
  },
  {
    label: 'Caption',
    words: (photo) => noteWords(photo, 'caption', ({ caption }) => caption),
    worth: (photo) => has(knownFacts(photo).caption),
  },
  {
    label: 'Shot',
    words: shotWords,
    worth: ({ companions }) => companions?.length ?? 0,
  },
  { label: 'Software', words: ({ exif }) => exif.software },
  { label: 'Last changed', words: modifiedWords },
  { label: 'Name', words: ({ path }) => fileName(path) },
];

function betterSide(
  fact: Fact,
  keeper: PhotoSummary,
  member: PhotoSummary,
): FactDifference['better'] {
  const own = fact.worth?.(keeper);
  const other = fact.worth?.(member);
  if (own === undefined || other === undefined || own === other) {
    return undefined;
  }
  return own > other ? 'keeper' : 'member';
}

/**
 * The facts in which two photos differ, most telling first. Equal facts are left out.
 *
 * @param roots the open folders
 */
export function factDifferences(
  keeper: PhotoSummary,
  member: PhotoSummary,
  roots: readonly Pick<Root, 'id' | 'label'>[],
): FactDifference[] {
  const differences: FactDifference[] = [];
  const folder: Fact = {
    label: 'Folder',
    words: (photo) => `/${folderOf(pathName(photo, roots))}`,
  };
  for (const fact of [...FACTS, folder]) {
    const own = fact.words(keeper) ?? NOTHING;
    const other = fact.words(member) ?? NOTHING;
    if (own === other) continue;
    const better = betterSide(fact, keeper, member);
    differences.push({
      label: fact.label,
      keeper: own,
      member: other,
      ...(better === undefined ? {} : { better }),
    });
  }
  const only = {
    keeper: companionNames(unmatchedIn(keeper, member)),
    member: companionNames(unmatchedIn(member, keeper)),
  };
  if (only.keeper !== '' || only.member !== '') {
    differences.push({
      label: 'Only there',
      keeper: only.keeper === '' ? NOTHING : only.keeper,
      member: only.member === '' ? NOTHING : only.member,
    });
  }
  return differences;
}
