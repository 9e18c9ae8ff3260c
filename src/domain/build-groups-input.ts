import type { PictureFlaws } from './choose-keeper-flaws.ts';
import type { KeeperRule } from './choose-keeper-rule.ts';
import type { DecisionIndex } from './decision-index.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { EdgeVerdict } from './judge-edge.ts';
import type { FileRecord } from './photo.ts';
import type { RootId } from './photo-id.ts';

declare const pictureKeyBrand: unique symbol;

/**
 * One decoded picture: contents with equal pixels share it. Between pictures there are measured
 * edges; within one there is nothing to measure.
 */
export type PictureKey = string & { readonly [pictureKeyBrand]: true };

/** The picture of a content. A missing pixel hash equals nothing, so such a content stands alone. */
export function pictureKey(fingerprint: Fingerprint): PictureKey {
  const { pixels, content } = fingerprint;
  const key = pixels.length > 0 ? pixels : `content:${content}`;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- the one place where the brand is put on
  return key as PictureKey;
}

/** One content with all the files that hold it. */
export interface ContentCopies {
  fingerprint: Fingerprint;
  /** At least one, each with this content, in any order. */
  files: readonly FileRecord[];
}

/** The measured edges between pictures. Answers must not depend on what was asked before. */
export interface EdgeSource {
  /** Pictures with an edge to this one that is not rejected, in any order. */
  neighbours(picture: PictureKey): Iterable<PictureKey>;
  /** The verdict on one direct edge. Asked only of neighbours and of contents of one picture. */
  verdict(keeper: Fingerprint, member: Fingerprint): EdgeVerdict;
  /**
   * What second looks beside other pictures held say against this one; beside one alone, where
   * that is named.
   */
  flaws(picture: PictureKey, beside?: PictureKey): PictureFlaws;
}

/** Everything that groups of given contents depend on. */
export interface GroupingRules {
  edges: EdgeSource;
  decisions: DecisionIndex;
  protectedRoots: ReadonlySet<RootId>;
  /** What the keepers are chosen by, strongest first; the usual order when absent. */
  keeperRules?: readonly KeeperRule[];
  /** All known files of the shot that a file is a part of, that file included, in any order. */
  filesOfShot?: (file: FileRecord) => Iterable<FileRecord>;
}

/** Everything that groups depend on. */
export interface GroupingInput extends GroupingRules {
  contents: readonly ContentCopies[];
}
