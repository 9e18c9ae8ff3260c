import type { DihedralTransform, Fingerprint } from './fingerprint.ts';
import type { EdgeEvidence, Relation } from './relation.ts';
import type { StoredComparison } from './judge-edge-stored.ts';

/** Hamming distances of a keeper's hashes under `transform` to a member's upright hashes. */
export interface HashDistances {
  /** Which turn or mirror takes the keeper to the member. */
  transform: DihedralTransform;
  /** 0–64 */
  pHash64Bits: number;
  /** 0–256 */
  pHash256Bits: number;
  /** Distance of the chosen hash, when the settings choose another than pHash. */
  decidingBits?: number;
  /** The distances are those of what is inside a border of one or both. */
  isFramed?: true;
  /** A window of one picture is near the other, or near the same window of it: perhaps a crop. */
  isWindow?: true;
}

export type EdgeVerdict =
  | {
      kind: 'accepted';
      relation: Relation;
      evidence: EdgeEvidence;
      /** The member may be proposed for removal without a person having looked at it. */
      mayPreselect: boolean;
    }
  /** Everything stored speaks for it; only the second look can confirm. `relation` is provisional. */
  | { kind: 'needs-look'; relation: Relation; evidence: EdgeEvidence }
  | { kind: 'rejected'; rule: string };

/** What the rules for one kind of evidence look at. */
export interface EdgeCase {
  keeper: Fingerprint;
  member: Fingerprint;
  measured: HashDistances;
  stored: StoredComparison;
  /** The hashes are over the threshold; a window of one picture proposes the pair. */
  isFar?: true;
  /** Without `rule`: the rule that decides adds it. */
  evidence: Omit<EdgeEvidence, 'rule'>;
}
