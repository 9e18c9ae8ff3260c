import type { Fingerprint } from '../../domain/fingerprint.ts';
import type { Group, GroupId } from '../../domain/group.ts';
import { listPacked } from '../../domain/packed-groups.ts';
import { rootId } from '../../domain/photo-id.ts';
import type { PairMeasure } from '../../domain/relation.ts';
import type { Root } from '../../domain/root.ts';
import type { GroupChanges } from '../../protocol/matcher-protocol.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { drawnFingerprint } from './matcher-test-pictures.ts';

/** For tests: a chosen folder. */
export function testRoot(
  id: string,
  protection: Root['protection'] = 'normal',
): Root {
  return {
    id: rootId(id),
    label: id,
    source: 'picker',
    protection,
    lastUsedMs: 0,
  };
}

/** For tests: a second look that found this correlation everywhere. */
function testLook(ncc: number): PairMeasure {
  return {
    transform: 'upright',
    widthPx: 512,
    heightPx: 384,
    ncc,
    worstTileNcc: ncc,
    badTileShare: ncc > 0.9 ? 0 : 1,
    worstTileDifference: ncc > 0.9 ? 1 : 90,
    partMisfit: ncc > 0.9 ? 1 : 90,
    gain: 1,
    offset: 0,
    overlap: 1,
    secondOverlap: 1,
  };
}

export const SAME = testLook(0.999);
export const DIFFERENT = testLook(0.2);

/** The groups that come with an answer of the matcher. */
export function groupsOf({ upserts }: GroupChanges): Group[] {
  return listPacked(upserts, new TextDecoder()).map((group) => group.whole());
}

/** The page's copy of the groups: what the diffs add up to. */
export class TestPage {
  readonly groups = new Map<GroupId, Group>();

  apply({
    upserts,
    removed,
  }: {
    upserts: readonly Group[];
    removed: readonly GroupId[];
  }): void {
    for (const id of removed) {
      if (!this.groups.delete(id)) throw new Error(`${id} was not there`);
    }
    for (const group of upserts) this.groups.set(group.id, group);
  }

  get sorted(): Group[] {
    return [...this.groups.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/**
 * For tests: three scenes in three qualities (0–8), one turned (9), one with the pixels of
 * number 3 (10), and one that is too small to be matched (11).
 */
export function testPictures(kernels: Kernels): Fingerprint[] {
  const drawn = [1, 2, 3].flatMap((seed) =>
    [0, 6, 12].map((noise) =>
      drawnFingerprint(kernels, {
        seed,
        noise,
        facts: { widthPx: 1000 - noise * 20, heightPx: 1000 - noise * 20 },
      }),
    ),
  );
  const turned = drawnFingerprint(kernels, {
    seed: 1,
    noise: 2,
    transform: 'turned-90',
  });
  const twin = drawnFingerprint(kernels, {
    seed: 2,
    name: 'twin',
    pixels: '2-0-upright',
    facts: { widthPx: 1000, heightPx: 1000, format: 'png' },
  });
  const tiny = drawnFingerprint(kernels, {
    seed: 3,
    noise: 1,
    facts: { widthPx: 64, heightPx: 64 },
  });
  return [...drawn, turned, twin, tiny];
}
