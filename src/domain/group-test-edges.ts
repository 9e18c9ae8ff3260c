import {
  pictureKey,
  type ContentCopies,
  type EdgeSource,
  type GroupingInput,
  type PictureKey,
} from './build-groups-input.ts';
import { NO_FLAWS } from './choose-keeper-flaws.ts';
import { DecisionIndex } from './decision-index.ts';
import type { Decision } from './decision.ts';
import type { Fingerprint } from './fingerprint.ts';
import { judgeEdge, type EdgeVerdict } from './judge-edge.ts';
import { rootId } from './photo-id.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

/** An edge between the pictures of two fingerprints, the same seen from both ends. */
export type TestEdge = readonly [Fingerprint, Fingerprint, EdgeVerdict];

/** For tests: edges as told; contents of one picture are judged by the real rules. */
export function testEdgeSource(edges: readonly TestEdge[]): EdgeSource {
  const verdicts = new Map<PictureKey, Map<PictureKey, EdgeVerdict>>();
  const put = (a: PictureKey, b: PictureKey, verdict: EdgeVerdict): void => {
    const own = verdicts.get(a) ?? new Map<PictureKey, EdgeVerdict>();
    verdicts.set(a, own.set(b, verdict));
  };
  for (const [a, b, verdict] of edges) {
    put(pictureKey(a), pictureKey(b), verdict);
    put(pictureKey(b), pictureKey(a), verdict);
  }
  return {
    neighbours: (picture) => verdicts.get(picture)?.keys() ?? [],
    verdict: (keeper, member) =>
      pictureKey(keeper) === pictureKey(member)
        ? judgeEdge(
            keeper,
            member,
            { transform: 'upright', pHash64Bits: 0, pHash256Bits: 0 },
            undefined,
            DEFAULT_SETTINGS.matching,
          )
        : (verdicts.get(pictureKey(keeper))?.get(pictureKey(member)) ?? {
            kind: 'rejected',
            rule: 'no edge',
          }),
    flaws: () => NO_FLAWS,
  };
}

/** For tests: everything that grouping asks for. */
export function testInput(
  contents: readonly ContentCopies[],
  edges: readonly TestEdge[] = [],
  decisions: readonly Decision[] = [],
  protectedRoots: readonly string[] = [],
): GroupingInput {
  return {
    contents,
    edges: testEdgeSource(edges),
    decisions: new DecisionIndex(decisions),
    protectedRoots: new Set(protectedRoots.map((id) => rootId(id))),
  };
}
