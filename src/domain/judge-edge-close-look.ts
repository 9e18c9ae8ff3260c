import { isWhole } from './choose-keeper-flaws-outline.ts';
import type { EdgeCase, EdgeVerdict } from './judge-edge-case.ts';
import {
  contradictionOf,
  haveOtherDates,
  haveOtherSubSeconds,
} from './judge-edge-contradictions.ts';
import {
  isDocumentEdge,
  isFarByHash,
  isSameSize,
  isSmooth,
  lesserQuality,
} from './judge-edge-figures.ts';
import {
  areAllPartsAlike,
  isGrainSaved,
  USUAL_QUALITY,
} from './judge-edge-parts.ts';
import { isClean, isPlain } from './judge-edge-plain.ts';
import { plainRelation } from './judge-edge-unrefined.ts';
import type { PairMeasure, RelationKind } from './relation.ts';

/** The second picture shows less of the scene, and nothing that the first does not show. */
function isCrop(look: PairMeasure): boolean {
  return !isWhole(look.overlap, look) && isWhole(look.secondOverlap ?? 1, look);
}

function relationFromLook(edge: EdgeCase, look: PairMeasure): RelationKind {
  if (edge.measured.transform !== 'upright') return 'rotated-or-mirrored';
  if (isPlain(edge, look)) return plainRelation(edge);
  return isCrop(look) ? 'cropped' : 'edited';
}

/** Decides by the second look at common resolution. */
export function judgeCloseLook(edge: EdgeCase, look: PairMeasure): EdgeVerdict {
  const against = contradictionOf(edge, look);
  if (against !== undefined) return { kind: 'rejected', rule: against };
  const isCopy = isPlain(edge, look);
  return {
    kind: 'accepted',
    relation: {
      kind: relationFromLook(edge, look),
      transform: edge.measured.transform,
    },
    evidence: {
      ...edge.evidence,
      closeLook: look,
      rule: isCopy
        ? 'every part agrees at common resolution'
        : 'the same picture at common resolution, changed',
    },
    mayPreselect:
      isCopy &&
      !isFarByHash(edge) &&
      !isDocumentEdge(edge) &&
      !isSmooth(look) &&
      // A copy that was dated anew, or another shot of something that stood still.
      !haveOtherDates(edge) &&
      !haveOtherSubSeconds(edge) &&
      isClean(edge, look) &&
      areAllPartsAlike(look, lesserQuality(edge), isSameSize(edge)) &&
      (!isSameSize(edge) ||
        isGrainSaved(look, lesserQuality(edge, USUAL_QUALITY))),
  };
}
