import type { EdgeCase, EdgeVerdict } from './judge-edge-case.ts';
import type { PairMeasure, RelationKind } from './relation.ts';
import {
  hasCopyColour,
  isRecoloured,
  plainRelation,
} from './judge-edge-unrefined.ts';

/** Provisional, replaced by measured figures. */
const SAME_NCC = 0.97;
const SAME_WORST_TILE = 0.75;
const EDITED_NCC = 0.9;
const EDITED_BAD_SHARE = 0.12;
const SAME_GAIN = 0.06;
const SAME_OFFSET = 8;
const FULL_OVERLAP = 0.985;

function relationFromLook(edge: EdgeCase, look: PairMeasure): RelationKind {
  if (look.overlap < FULL_OVERLAP) return 'cropped';
  const isToneKept =
    Math.abs(look.gain - 1) <= SAME_GAIN &&
    Math.abs(look.offset) <= SAME_OFFSET;
  const isContentKept =
    look.ncc >= SAME_NCC &&
    look.worstTileNcc >= SAME_WORST_TILE &&
    (look.secondOverlap ?? 1) >= FULL_OVERLAP;
  if (!isToneKept || !isContentKept || !hasCopyColour(edge)) return 'edited';
  return plainRelation(edge);
}

/** Decides by the second look at common resolution. */
export function judgeCloseLook(edge: EdgeCase, look: PairMeasure): EdgeVerdict {
  if (isRecoloured(edge)) {
    return { kind: 'rejected', rule: 'the colours are different' };
  }
  if (look.ncc < EDITED_NCC || look.badTileShare > EDITED_BAD_SHARE) {
    return { kind: 'rejected', rule: 'parts of the pictures differ' };
  }
  const kind = relationFromLook(edge, look);
  const isDocument =
    edge.keeper.flags.isDocument || edge.member.flags.isDocument;
  const isPlain = kind !== 'edited' && kind !== 'cropped';
  return {
    kind: 'accepted',
    relation: { kind, transform: edge.measured.transform },
    evidence: {
      ...edge.evidence,
      closeLook: look,
      rule: isPlain
        ? 'every part agrees at common resolution'
        : 'the same picture at common resolution, changed',
    },
    mayPreselect: isPlain && !isDocument,
  };
}
