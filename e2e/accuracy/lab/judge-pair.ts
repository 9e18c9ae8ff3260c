import { fileKey, rootId } from '../../../src/domain/photo-id.ts';
import type { Fingerprint } from '../../../src/domain/fingerprint.ts';
import type { Group } from '../../../src/domain/group.ts';
import type { FileRecord } from '../../../src/domain/photo.ts';
import type { PairMeasure } from '../../../src/domain/relation.ts';
import type { Root } from '../../../src/domain/root.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import type { PairCheck } from '../../../src/protocol/matcher-protocol.ts';
import type { Kernels } from '../../../src/worker/kernels/load-kernels.ts';
import type { GroupDiff } from '../../../src/worker/matcher/matcher-group-book.ts';
import { MatcherSession } from '../../../src/worker/matcher/matcher-session.ts';
import { copyOutcome } from './group-outcome.ts';
import type { CopyResult } from './lab-results.ts';
import { peersThatJoin } from './peer-methods.ts';

/** As delivered. */
export const { matching: MATCHING } = DEFAULT_SETTINGS;
export const MATCHING_WITH_CROPS = { ...MATCHING, matchesCrops: true };

/** All files lie in one folder. */
export const ROOT: Root = {
  id: rootId('lab'),
  label: 'Lab',
  source: 'file-list',
  protection: 'normal',
  lastUsedMs: 0,
};

/** A file as the analyzer left it. */
export interface Scanned {
  record: FileRecord;
  fingerprint?: Fingerprint;
}

/** The second look at two files; undefined when it fails. */
export type TakeLook = (check: PairCheck) => Promise<PairMeasure | undefined>;

/** Whether the app lists the file only, because it is too small. */
export function isTooSmall({ outcome }: FileRecord): boolean {
  return (
    outcome.kind === 'fingerprinted' &&
    Math.min(outcome.widthPx, outcome.heightPx) < MATCHING.minShortSidePx
  );
}

/** What the app makes of a folder that holds an original and one copy of it. */
export async function judgePair(
  kernels: Kernels,
  original: Scanned,
  copy: Scanned,
  takeLook: TakeLook,
): Promise<CopyResult> {
  if (isTooSmall(copy.record)) return { kind: 'too-small' };
  const session = new MatcherSession(kernels, [ROOT], MATCHING, [], []);
  const groups = new Map<string, Group>();
  const apply = ({ removed, upserts }: GroupDiff): void => {
    for (const id of removed) groups.delete(id);
    for (const group of upserts) groups.set(group.id, group);
  };
  const lookAtAll = async (): Promise<void> => {
    for (;;) {
      const [check] = session.nextChecks(1);
      if (check === undefined) return;
      const { first, second } = check;
      const measure = await takeLook(check);
      apply(session.setLooks([{ first, second, ...(measure && { measure }) }]));
    }
  };
  apply(
    session.putFiles(
      [original.record, copy.record],
      [original, copy].flatMap(({ fingerprint }) => fingerprint ?? []),
    ),
  );
  await lookAtAll();
  const originalKey = fileKey(ROOT.id, original.record.path);
  const byDefault = copyOutcome([...groups.values()], originalKey);
  let withCrops = byDefault;
  if (byDefault.kind === 'apart') {
    apply(session.setSettings(MATCHING_WITH_CROPS));
    await lookAtAll();
    withCrops = copyOutcome([...groups.values()], originalKey);
  }
  const first = original.fingerprint?.hashes;
  const second = copy.fingerprint?.hashes;
  return {
    kind: 'tried',
    byDefault,
    withCrops,
    peers: first && second ? peersThatJoin(first, second) : [],
  };
}
