import type { DihedralTransform } from './fingerprint.ts';
import type { Group, GroupCategory, PhotoSummary } from './group.ts';
import { formatName } from './image-format.ts';
import {
  RELATION_KINDS,
  type Relation,
  type RelationKind,
} from './relation.ts';

/** After "Same photo, ". Names what takes the keeper to the member. */
const TRANSFORM_WORDS: Record<DihedralTransform, string> = {
  upright: '',
  'turned-90': 'turned 90° clockwise',
  'turned-180': 'turned upside down',
  'turned-270': 'turned 90° anticlockwise',
  mirrored: 'mirrored',
  'mirrored-turned-90': 'mirrored and turned 90° clockwise',
  'mirrored-turned-180': 'mirrored top to bottom',
  'mirrored-turned-270': 'mirrored and turned 90° anticlockwise',
};

const CATEGORY_NAMES: Record<GroupCategory, string> = {
  identical: 'Identical',
  're-saved': 'Re-saved',
  edited: 'Edited',
  similar: 'Similar',
};

const CATEGORY_OF: Record<RelationKind, GroupCategory> = {
  'identical-bytes': 'identical',
  'identical-pixels': 'identical',
  're-encoded': 're-saved',
  resized: 're-saved',
  edited: 'edited',
  cropped: 'edited',
  'rotated-or-mirrored': 'edited',
  'similar-shot': 'similar',
  other: 'similar',
};

/** The heading a person filters by, e.g. `Re-saved`. */
export function categoryName(category: GroupCategory): string {
  return CATEGORY_NAMES[category];
}

/** The category that a relation belongs to. */
export function categoryOf(kind: RelationKind): GroupCategory {
  return CATEGORY_OF[kind];
}

/** 0 for the closest relation. */
export function relationRank(kind: RelationKind): number {
  return RELATION_KINDS.indexOf(kind);
}

/** The weakest of these relations. @param kinds at least one; none is a bug and throws */
export function weakestRelation(kinds: readonly RelationKind[]): RelationKind {
  const [head, ...rest] = kinds;
  if (head === undefined) throw new Error('no relation to choose from');
  return rest.reduce(
    (a, b) => (relationRank(b) > relationRank(a) ? b : a),
    head,
  );
}

/** A turned copy is not another size: a quarter turn exchanges the sides. */
function sizeChange(
  keeper: PhotoSummary,
  member: PhotoSummary,
): 'smaller' | 'larger' | undefined {
  const before = keeper.widthPx * keeper.heightPx;
  const after = member.widthPx * member.heightPx;
  if (after === before) return undefined;
  return after < before ? 'smaller' : 'larger';
}

function savingWords(keeper: PhotoSummary, member: PhotoSummary): string {
  return keeper.format === member.format
    ? 're-saved'
    : `saved as ${formatName(member.format)}`;
}

function joinWords(parts: readonly (string | undefined)[]): string {
  const words = parts.filter((part) => part !== undefined && part !== '');
  const last = words.pop();
  if (last === undefined) return '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

/** What the member is to the keeper, in a person's words: `Same photo, smaller and re-saved`. */
export function relationHeadline(
  relation: Relation,
  keeper: PhotoSummary,
  member: PhotoSummary,
): string {
  const turn = TRANSFORM_WORDS[relation.transform];
  const size = sizeChange(keeper, member);
  switch (relation.kind) {
    case 'identical-bytes':
      return 'Identical files';
    case 'identical-pixels':
      return keeper.format === member.format
        ? 'Identical picture, other file details'
        : `Identical picture, saved as ${formatName(member.format)}`;
    case 're-encoded':
    case 'resized':
      return `Same photo, ${joinWords([turn, size, savingWords(keeper, member)])}`;
    case 'edited':
      return `Same photo, ${joinWords([turn, size, 'edited'])}`;
    case 'cropped':
      return `Same photo, ${joinWords([turn, 'cropped'])}`;
    case 'rotated-or-mirrored':
      return `Same photo, ${joinWords([turn === '' ? 'turned' : turn, size])}`;
    case 'similar-shot':
      return 'Similar shot, not the same photo';
    case 'other':
      return `Looks alike${turn === '' ? '' : `, ${turn}`}, not looked at closely`;
  }
}

/** As relationHeadline, without what a list can leave to the pictures: `Smaller and re-saved`. */
function shortHeadline(
  relation: Relation,
  keeper: PhotoSummary,
  member: PhotoSummary,
): string {
  const words = relationHeadline(relation, keeper, member)
    .replace(/^Same photo, /u, '')
    .replace(
      /, (?:not the same photo|not looked at closely|other file details)$/u,
      '',
    )
    .replace(/ (?:anti)?clockwise/u, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * One line for a whole group, in the words that its members have when it is open; each once,
 * closest first: `Identical files · Smaller and saved as PNG`.
 */
export function groupHeadline({ keeper, members }: Group): string {
  const words = [...members]
    .sort(
      (a, b) => relationRank(a.relation.kind) - relationRank(b.relation.kind),
    )
    .map(({ relation, photo }) => shortHeadline(relation, keeper, photo));
  return [...new Set(words)].join(' · ');
}
