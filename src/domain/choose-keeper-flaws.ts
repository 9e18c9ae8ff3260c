import { isClipped, isDrawnOn } from './choose-keeper-flaws-drawing.ts';
import {
  isEnlarged,
  isPerhapsEnlarged,
} from './choose-keeper-flaws-enlarging.ts';
import {
  outlineFlaws,
  type OutlineFlaws,
} from './choose-keeper-flaws-outline.ts';
import {
  isExported,
  isPerhapsResaved,
  isResaved,
  isSavedTwice,
} from './choose-keeper-flaws-saving.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { Likeness } from './judge-edge-stored.ts';
import type { PairMeasure } from './relation.ts';

/** What second looks told of a picture: that another one is nearer to what the camera saw. */
export interface PictureFlaws extends OutlineFlaws {
  /** A second look was taken beside another copy, so that "not" means "looked for and not found". */
  isLooked: boolean;
  /** Words, a mark or a bar stand on it that another copy does not have. */
  isDrawnOn: boolean;
  /** Another copy has colours. */
  isDecoloured: boolean;
  /** Its lights or shadows end where another copy's go on. */
  isClipped: boolean;
  /** Its pixels carry the table of another copy's JPEG: it was made from that one. */
  isResaved: boolean;
  /** A JPEG that was saved straight from another copy, a HEIC. */
  isExported: boolean;
  /** It may have been made from another copy: it holds nothing that that one, of coarser steps, has not. */
  isPerhapsResaved: boolean;
  /** It was made from another copy by a coarse saving and then a finer one. */
  isSavedTwice: boolean;
  /** It has less detail than a smaller copy, so it was made larger. */
  isEnlarged: boolean;
  /** It may have been: the measure lies between both. */
  isPerhapsEnlarged: boolean;
}

/** A picture that was never looked at beside another. */
export const NO_FLAWS: PictureFlaws = {
  isLooked: false,
  isCropped: false,
  isFramed: false,
  isPerhapsFramed: false,
  sceneShare: 1,
  isDrawnOn: false,
  isDecoloured: false,
  isClipped: false,
  isResaved: false,
  isExported: false,
  isPerhapsResaved: false,
  isSavedTwice: false,
  isEnlarged: false,
  isPerhapsEnlarged: false,
};

// eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- an object that names each flaw and nothing else
const FLAW_NAMES = Object.keys(NO_FLAWS) as (keyof PictureFlaws)[];

/** Cb and Cr of a picture without colour, and of one with some, from neutral. */
const COLOURLESS = 3;
const COLOURFUL = 8;
/** Less may be sides rounded to whole pixels. */
const LARGER_SCALE = 1.04;

/**
 * What one second look says against a picture. Pure. Against a RAW it says nothing: of that only a
 * preview is seen, which has the steps of a JPEG, and often fewer pixels than the RAW.
 * @param look from the other picture to this one
 * @param colours of the other picture, the first, and of this one
 */
export function flawsBeside(
  other: Fingerprint,
  own: Fingerprint,
  look: PairMeasure,
  colours: Pick<Likeness, 'firstColour' | 'secondColour'>,
): PictureFlaws {
  if (own.format === 'raw') return { ...NO_FLAWS, isLooked: true };
  const isLarger = (look.scale ?? 1) < 1 / LARGER_SCALE;
  return {
    isLooked: true,
    ...outlineFlaws(look),
    isDrawnOn: isDrawnOn(look),
    isDecoloured:
      colours.secondColour <= COLOURLESS && colours.firstColour >= COLOURFUL,
    isClipped: isClipped(look),
    isResaved: isResaved(other, own, look),
    isExported: isExported(other, own, look),
    isPerhapsResaved: isPerhapsResaved(other, own, look),
    isSavedTwice: isSavedTwice(look),
    isEnlarged: isLarger && isEnlarged(look),
    isPerhapsEnlarged: isLarger && isPerhapsEnlarged(look),
  };
}

/** What several looks say together. */
export function joinFlaws(a: PictureFlaws, b: PictureFlaws): PictureFlaws {
  const joined = { ...a };
  for (const name of FLAW_NAMES) {
    if (name === 'sceneShare') {
      joined.sceneShare = Math.min(a.sceneShare, b.sceneShare);
    } else {
      joined[name] ||= b[name];
    }
  }
  return joined;
}

/** Nothing is said of one that is not said of the other. */
export function isSameFlaws(a: PictureFlaws, b: PictureFlaws): boolean {
  return a === b || FLAW_NAMES.every((name) => a[name] === b[name]);
}

/** Something was done to it on purpose that a copy beside it does not have. */
export function isTouched(flaws: PictureFlaws): boolean {
  return (
    flaws.isFramed || flaws.isDrawnOn || flaws.isDecoloured || flaws.isClipped
  );
}

/** Made from another copy that is there: whatever it has more was added. */
export function isDerived(flaws: PictureFlaws): boolean {
  return isTouched(flaws) || flaws.isEnlarged;
}
