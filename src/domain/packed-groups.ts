import type { Group } from './group.ts';
import {
  groupFacts,
  groupFiles,
  type GroupFacts,
  type ListedGroup,
} from './listed-group.ts';
import { joinedBytes } from './joined-bytes.ts';
import { packData, unpackData, type Shape } from './packed-data.ts';
import type { FileKey } from './photo-id.ts';

/** Groups on their way to the page, and as the page keeps them: few objects, most of it in bytes. */
export interface PackedGroups {
  /** Of each group, in the order of the bytes. */
  facts: readonly PackedFacts[];
  /** The groups one after the other, as UTF-8 text. */
  bytes: Uint8Array<ArrayBuffer>;
  /** What they are read with. */
  shapes: readonly Shape[];
}

interface PackedFacts extends GroupFacts {
  /** The keys of its files in one string: a list of them would be four objects. */
  files: string;
  /** What it takes of the bytes. */
  packedBytes: number;
}

/** One NUL stands inside each key, and nothing of a key is empty, so two are only found here. */
const BETWEEN_FILES = '\0\0';

/** @param encoder a TextEncoder, which the domain has not */
export function packGroups(
  groups: readonly Group[],
  encoder: { encode: (text: string) => Uint8Array },
): PackedGroups {
  const { texts, shapes } = packData(groups);
  const parts = texts.map((text) => encoder.encode(text));
  const facts = groups.map((group, place) => ({
    ...groupFacts(group),
    files: groupFiles(group).join(BETWEEN_FILES),
    packedBytes: parts[place]?.length ?? 0,
  }));
  return { facts, bytes: joinedBytes(parts), shapes };
}

/** What several groups are read from. */
interface Portion {
  bytes: Uint8Array;
  shapes: readonly Shape[];
  decoder: { decode: (bytes: Uint8Array) => string };
}

/** @param decoder a TextDecoder of UTF-8, which the domain has not */
export function listPacked(
  { facts, bytes, shapes }: PackedGroups,
  decoder: Portion['decoder'],
): ListedGroup[] {
  const portion = { bytes, shapes, decoder };
  let at = 0;
  return facts.map((known) => {
    const from = at;
    at += known.packedBytes;
    return new PackedGroup(known, portion, from);
  });
}

class PackedGroup implements ListedGroup {
  readonly id: Group['id'];
  readonly category: Group['category'];
  readonly photos: number;
  readonly weightBytes: number;
  readonly toMove: number;
  readonly toMoveCompanions: number;
  readonly toMoveBytes: number;
  readonly isUndecided: boolean;
  readonly isReviewed: boolean;
  private readonly joinedFiles: string;
  private readonly portion: Portion;
  private readonly from: number;
  private readonly to: number;

  constructor(facts: PackedFacts, portion: Portion, from: number) {
    this.id = facts.id;
    this.category = facts.category;
    this.photos = facts.photos;
    this.weightBytes = facts.weightBytes;
    this.toMove = facts.toMove;
    this.toMoveCompanions = facts.toMoveCompanions;
    this.toMoveBytes = facts.toMoveBytes;
    this.isUndecided = facts.isUndecided;
    this.isReviewed = facts.isReviewed;
    this.joinedFiles = facts.files;
    this.portion = portion;
    this.from = from;
    this.to = from + facts.packedBytes;
  }

  files(): FileKey[] {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- joined from keys above
    return this.joinedFiles.split(BETWEEN_FILES) as FileKey[];
  }

  whole(): Group {
    const { bytes, shapes, decoder } = this.portion;
    const text = decoder.decode(bytes.subarray(this.from, this.to));
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- packed from a group above
    return unpackData(text, shapes) as Group;
  }
}
