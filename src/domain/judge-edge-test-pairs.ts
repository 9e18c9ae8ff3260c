import type { Fingerprint } from './fingerprint.ts';
import { testFingerprint, type TestPhoto } from './group-test-photos.ts';
import {
  judgeEdge,
  type EdgeVerdict,
  type HashDistances,
} from './judge-edge.ts';
import { PLAIN_LOOK } from './plain-test-look.ts';
import type { PairMeasure } from './relation.ts';
import { DEFAULT_SETTINGS, type MatchingSettings } from './settings.ts';

const { matching } = DEFAULT_SETTINGS;
const CLOSE: HashDistances = {
  transform: 'upright',
  pHash64Bits: 1,
  pHash256Bits: 6,
};

/** For tests: a fingerprint whose thumbnail is a slope, so that equal thumbnails correlate. */
export function photo(
  options: TestPhoto = {},
  change: Partial<Fingerprint> = {},
): Fingerprint {
  const made = testFingerprint(options);
  return {
    ...made,
    lumaThumb: made.lumaThumb.map((_, at) => (at * 7) % 251),
    colour: made.colour.map((_, at) => (at % 3 === 0 ? 100 : 128 + (at % 30))),
    ...change,
  };
}

/** For tests: asked about unless a question names others. */
export const keeper = photo({ name: 'keeper' });
const copy = photo({ name: 'copy', quality: { jpegQuality: 75 } });

/** What a test asks about; the rest is a plain copy. */
export interface Question {
  keeper?: Fingerprint;
  member?: Fingerprint;
  measured?: Partial<HashDistances>;
  look?: Partial<PairMeasure> | 'not taken';
  settings?: Partial<MatchingSettings>;
}

/** For tests: the verdict on a pair. */
export function ask(question: Question = {}): EdgeVerdict {
  const { look = {} } = question;
  return judgeEdge(
    question.keeper ?? keeper,
    question.member ?? copy,
    { ...CLOSE, ...question.measured },
    look === 'not taken' ? undefined : { ...PLAIN_LOOK, ...look },
    { ...matching, ...question.settings },
  );
}

/** For tests: `<relation>`, with `!` where it may be proposed; or `no: <rule>`. */
export function short(verdict: EdgeVerdict): string {
  if (verdict.kind === 'rejected') return `no: ${verdict.rule}`;
  if (verdict.kind === 'needs-look') return `look: ${verdict.relation.kind}`;
  return `${verdict.relation.kind}${verdict.mayPreselect ? '!' : ''}`;
}
