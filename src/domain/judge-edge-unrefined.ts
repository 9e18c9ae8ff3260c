import type { EdgeCase, EdgeVerdict } from './judge-edge-case.ts';
import type { RelationKind } from './relation.ts';

/** Different shots of one scene reach .99 at 32×32, copies saved again .995 and more. */
const SAME_NCC = 0.995;
/** Tone edits that clip, captions and watermarks lower the thumbnails' correlation to here. */
const EDITED_NCC = 0.93;
/** Aspect of a copy scaled to whole pixels, down to 100 px: |ln| stays under this. */
const SAME_ASPECT = 0.02;
/**
 * Cb, Cr of plain copies stay this close, mean of a cell: 2 levels at quality 15, 3–5 at a tenth of
 * the size. Without colour it is 9 and more of most photos, with a warm tint 6.
 */
const SAME_CHROMA = 5;
/** A picture made grey has 0; of copies of a picture with this little colour none lost more than 2. */
const GREY = 1;
const LEAST_COLOUR = 4;
/** Below this a picture counts as colourless. */
const COLOURLESS = 4;
/** More than this means a recolour, unless one of the two has no colour at all. */
const RECOLOURED_CHROMA = 40;
/** Tone of copies saved again stays within these of gain 1 and offset 0. */
const SAME_GAIN = 0.06;
const SAME_OFFSET = 10;

/** Colours differ as no copy's colours differ, and not because one picture is grey. */
export function isRecoloured(edge: EdgeCase): boolean {
  return (
    // A border or a crop moves every cell of the colour signatures.
    edge.measured.isFramed !== true &&
    edge.isFar !== true &&
    edge.stored.chromaDifference > RECOLOURED_CHROMA &&
    edge.stored.leastColourfulness > COLOURLESS
  );
}

/** The colours agree as a plain copy's do. */
export function hasCopyColour({ stored }: EdgeCase): boolean {
  const isMadeGrey =
    stored.leastColourfulness <= GREY &&
    stored.chromaDifference + stored.leastColourfulness >= LEAST_COLOUR;
  return stored.chromaDifference <= SAME_CHROMA && !isMadeGrey;
}

function hasCopyAspect(edge: EdgeCase): boolean {
  return edge.stored.aspectDifference <= SAME_ASPECT;
}

/** The relation of an unedited copy. */
export function plainRelation(edge: EdgeCase): RelationKind {
  if (edge.measured.transform !== 'upright') return 'rotated-or-mirrored';
  const { keeper, member } = edge;
  return keeper.widthPx === member.widthPx &&
    keeper.heightPx === member.heightPx
    ? 're-encoded'
    : 'resized';
}

function hasCopyTone(edge: EdgeCase): boolean {
  const { gain, offset, ncc } = edge.stored;
  return (
    ncc >= SAME_NCC &&
    Math.abs(gain - 1) <= SAME_GAIN &&
    Math.abs(offset) <= SAME_OFFSET
  );
}

/** Cropped, edited or another shot: thumbnails do not tell. */
function relationFromStored(edge: EdgeCase): RelationKind {
  return hasCopyAspect(edge) && hasCopyTone(edge) && hasCopyColour(edge)
    ? plainRelation(edge)
    : 'other';
}

/** Decides by what is stored alone, for people who switched the second look off. */
export function judgeFromStored(edge: EdgeCase): EdgeVerdict {
  if (isRecoloured(edge)) {
    return { kind: 'rejected', rule: 'the colours are different' };
  }
  if (edge.stored.ncc < EDITED_NCC) {
    return { kind: 'rejected', rule: 'the thumbnails differ' };
  }
  const kind = relationFromStored(edge);
  return {
    kind: 'accepted',
    relation: { kind, transform: edge.measured.transform },
    evidence: {
      ...edge.evidence,
      rule:
        kind === 'other'
          ? 'hashes and thumbnails agree, not looked at closely'
          : 'hashes, thumbnails, colours and shape agree',
    },
    // Another digit or face shows in no hash: what was not looked at is not proposed.
    mayPreselect: false,
  };
}
