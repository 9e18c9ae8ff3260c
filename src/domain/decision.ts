import {
  contentOfCopy,
  type ContentHash,
  type CopyKey,
  type FileKey,
} from './photo-id.ts';

/**
 * Where the decided copy lay. Identical copies have nothing else to tell them apart by, and one
 * that is gone must not hand its decision on to another.
 */
export interface DecidedPlace {
  file: FileKey;
  /** How many files had this content. */
  copies: number;
}

/** A decision about one copy of one content. */
export interface CopyDecision {
  kind: 'keep' | 'move' | 'keeper';
  copy: CopyKey;
  place?: DecidedPlace;
  decidedMs: number;
}

/** One of the best of its series, or not. Says nothing about what stays or goes. */
export interface FavouriteDecision {
  kind: 'favourite';
  content: ContentHash;
  /** Its file's rating makes it a favourite, and the person took the star away. */
  isRefused?: boolean;
  decidedMs: number;
}

/** What a person decided. Keyed by content, so it survives a reload, a rescan and a rename. */
export type Decision =
  | CopyDecision
  | FavouriteDecision
  | {
      kind: 'not-duplicates';
      first: ContentHash;
      second: ContentHash;
      decidedMs: number;
    };

/**
 * Storage key: one file has at most one keep/move decision, one keeper pin, a pair one verdict, a
 * content one star.
 */
export function decisionKey(decision: Decision): string {
  switch (decision.kind) {
    case 'keep':
    case 'move':
      return `state:${placeKey(decision)}`;
    case 'keeper':
      return `keeper:${placeKey(decision)}`;
    case 'favourite':
      return `favourite:${decision.content}`;
    case 'not-duplicates':
      return `pair:${pairKey(decision.first, decision.second)}`;
  }
}

function placeKey({ copy, place }: CopyDecision): string {
  return place === undefined ? copy : `${contentOfCopy(copy)}@${place.file}`;
}

/** The contents that a decision is about. */
export function contentsOfDecision(decision: Decision): readonly ContentHash[] {
  switch (decision.kind) {
    case 'not-duplicates':
      return [decision.first, decision.second];
    case 'favourite':
      return [decision.content];
    default:
      return [contentOfCopy(decision.copy)];
  }
}

/** The same key whichever of the two contents comes first. */
export function pairKey(a: ContentHash, b: ContentHash): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}
