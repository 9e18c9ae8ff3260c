import type { ContentHash, CopyKey } from './photo-id.ts';

/** What a person decided. Keyed by content, so it survives a reload, a rescan and a rename. */
export type Decision =
  | { kind: 'keep'; copy: CopyKey; decidedMs: number }
  | { kind: 'move'; copy: CopyKey; decidedMs: number }
  | { kind: 'keeper'; copy: CopyKey; decidedMs: number }
  | {
      kind: 'not-duplicates';
      first: ContentHash;
      second: ContentHash;
      decidedMs: number;
    };

/** Storage key: one member has at most one keep/move decision, one keeper pin, a pair one verdict. */
export function decisionKey(decision: Decision): string {
  switch (decision.kind) {
    case 'keep':
    case 'move':
      return `state:${decision.copy}`;
    case 'keeper':
      return `keeper:${decision.copy}`;
    case 'not-duplicates':
      return `pair:${pairKey(decision.first, decision.second)}`;
  }
}

/** The same key whichever of the two contents comes first. */
export function pairKey(a: ContentHash, b: ContentHash): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}
