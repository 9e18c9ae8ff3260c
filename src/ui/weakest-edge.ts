import type { Group, GroupMember } from '../domain/group.ts';
import { relationRank } from '../domain/relation-words.ts';

/** Bits in which a member differs from the keeper; 0 where nothing had to be measured. */
function bitsOf({ evidence }: GroupMember): number {
  return evidence.pHash256Bits ?? 0;
}

/**
 * The member that is least sure to belong: the weakest relation, then the largest distance.
 * undefined for a pair, which has one edge only, and where all are equal byte for byte.
 */
export function weakestMember({ members }: Group): GroupMember | undefined {
  if (members.length < 2) return undefined;
  const found = members.reduce((weakest, member) => {
    const byRelation =
      relationRank(member.relation.kind) - relationRank(weakest.relation.kind);
    const isWeaker =
      byRelation > 0 || (byRelation === 0 && bitsOf(member) > bitsOf(weakest));
    return isWeaker ? member : weakest;
  });
  return found.relation.kind === 'identical-bytes' ? undefined : found;
}

/** What holds that edge, in a few words: `12 of 256 bits apart, correlation 0.998`. */
export function edgeWords({ evidence }: GroupMember): string {
  const { pHash256Bits, closeLook, ncc, rule } = evidence;
  const correlation = closeLook?.ncc ?? ncc;
  const parts = [
    pHash256Bits === undefined ? '' : `${pHash256Bits} of 256 bits apart`,
    correlation === undefined ? '' : `correlation ${correlation.toFixed(3)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? rule : parts.join(', ');
}
