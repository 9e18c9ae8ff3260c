import type { CompanionKind } from './companion-files.ts';
import type { DihedralTransform, QualityMeasures } from './fingerprint.ts';
import type { ImageFormat } from './image-format.ts';
import type { ContentHash, CopyKey, FileKey } from './photo-id.ts';
import type { NotedPhoto } from './photo-notes.ts';
import type { FileFacts } from './photo.ts';
import type { EdgeEvidence, Relation } from './relation.ts';

declare const groupIdBrand: unique symbol;

/** Stable while the keeper's copy stays the keeper. */
export type GroupId = string & { readonly [groupIdBrand]: true };

/** The id of the group whose keeper has this content. A content is in one group only. */
export function groupId(keeper: ContentHash): GroupId {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the one place where the brand is put on
  return `g-${keeper}` as GroupId;
}

/** A file of the same shot as a photo: it goes where the photo goes. */
export interface Companion extends FileFacts {
  key: FileKey;
  kind: CompanionKind;
  /** Absent when its bytes are not known: then it cannot be moved, nor its photo. */
  content?: ContentHash;
}

/** What is shown of one photo in lists and comparisons. */
export interface PhotoSummary extends FileFacts, NotedPhoto {
  key: FileKey;
  copy: CopyKey;
  /** How many files have the same bytes, this one included. */
  copies: number;
  content: ContentHash;
  format: ImageFormat;
  widthPx: number;
  heightPx: number;
  frameCount: number;
  isProtected: boolean;
  quality: QualityMeasures;
  /** The other files of its shot, by path; absent when it stands alone. */
  companions?: readonly Companion[];
}

/** What will happen to a member: the person's decision where there is one, else the proposal. */
export type MemberState = 'keep' | 'move' | 'undecided';

export interface GroupMember {
  photo: PhotoSummary;
  /** To the keeper, with the measured edge. */
  relation: Relation;
  evidence: EdgeEvidence;
  state: MemberState;
  /** The state comes from a person, not from a rule. */
  isDecided: boolean;
  /** The second look has not been taken yet: say "being checked", never "duplicate". */
  isBeingChecked: boolean;
  /** The file of the keeper's shot with the very same bytes, when that is not the keeper itself. */
  counterpart?: Companion;
  /** Its companions whose bytes the keeper's shot has not: what moving it would take out of sight. */
  unmatched?: readonly Companion[];
}

/** One reason for the keeper, strongest first, ready to print after "because". */
export interface KeeperReason {
  criterion: KeeperCriterion;
  words: string;
}

export type KeeperCriterion =
  | 'pinned'
  | 'protected'
  | 'rating'
  | 'folder'
  | 'complete'
  | 'not-upscaled'
  | 'unedited'
  | 'pixels'
  | 'uncropped'
  | 'metadata'
  | 'messenger'
  | 'format-quality'
  | 'smallest'
  | 'companions'
  | 'earliest'
  | 'name'
  | 'path';

export type KeeperChoice =
  | { kind: 'chosen'; reasons: readonly KeeperReason[] }
  /**
   * Two strong criteria disagree: nothing is preselected. `words` says both sides. Each of the
   * rivals is in doubt with the keeper; the first is the one that the words name.
   */
  | { kind: 'abstained'; words: string; rivals: readonly FileKey[] };

/** A photo of a group and one outside that may be similar: only a second look can tell. */
export interface OpenLink {
  inside: PhotoSummary;
  outside: PhotoSummary;
  /** Takes the one inside to the one outside. */
  transform: DihedralTransform;
  /** 0–256 */
  pHash256Bits: number;
}

/** The filter headings of the review, from the weakest relation in the group. */
export type GroupCategory = 'identical' | 're-saved' | 'edited' | 'similar';

export interface Group {
  id: GroupId;
  category: GroupCategory;
  keeper: PhotoSummary;
  keeperChoice: KeeperChoice;
  /** Without the keeper: rivals that are in doubt with it first, then closest first. At least one. */
  members: readonly GroupMember[];
  /** Photos close to a member but not to the keeper; they stand in a group of their own. */
  alsoSimilar: readonly {
    photo: PhotoSummary;
    via: FileKey;
    group?: GroupId;
  }[];
  /** What a second look is still to be taken at for `alsoSimilar`, if anything. The page is not told. */
  openLinks?: readonly OpenLink[];
}

/** The member of a group that is this file. */
export function memberOf(
  group: Group | undefined,
  key: FileKey,
): GroupMember | undefined {
  return group?.members.find(({ photo }) => photo.key === key);
}

/** Bytes of a photo with all files of its shot. */
export function bundleBytes({ sizeBytes, companions }: PhotoSummary): number {
  return (companions ?? []).reduce(
    (sum, companion) => sum + companion.sizeBytes,
    sizeBytes,
  );
}

/** Bytes that moving every proposed or decided victim aside would free. */
export function movableBytes(group: Group): number {
  return group.members
    .filter((member) => member.state === 'move')
    .reduce((sum, member) => sum + bundleBytes(member.photo), 0);
}
