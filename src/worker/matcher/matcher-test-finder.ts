import { pictureKey } from '../../domain/build-groups-input.ts';
import type {
  Fingerprint,
  PerceptualHashes,
} from '../../domain/fingerprint.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { CandidateFinder } from './matcher-candidates.ts';
import { HashShelf } from './matcher-hash-shelf.ts';
import type { Candidate, UnmeasuredPair } from './matcher-measure-pairs.ts';

/** For tests: a finder with its shelf, and fingerprints that can be let go of as in a session. */
export class TestFinder {
  readonly finder: CandidateFinder;
  /** How many pairs could only be measured with a fingerprint read back. */
  lateCount = 0;
  private readonly looksForCrops: boolean;
  private readonly inMemory = new Map<number, PerceptualHashes>();
  private readonly all = new Map<number, PerceptualHashes>();
  private readonly shelf = new HashShelf((slot) => this.inMemory.get(slot));

  constructor(kernels: Kernels, settings: MatchingSettings) {
    this.looksForCrops = settings.matchesCrops;
    this.shelf.useSettings(settings);
    this.finder = new CandidateFinder(
      kernels,
      settings,
      this.shelf,
      () => true,
    );
  }

  keepTurns(): void {
    this.shelf.keepTurns();
  }

  add(fingerprint: Fingerprint): void {
    const picture = pictureKey(fingerprint);
    const slot = this.shelf.put(picture, fingerprint.hashes);
    this.shelf.frames.put(picture, fingerprint);
    if (this.looksForCrops) this.shelf.windows.put(picture, fingerprint);
    this.inMemory.set(slot, fingerprint.hashes);
    this.all.set(slot, fingerprint.hashes);
    this.finder.add(picture);
  }

  remove(fingerprint: Fingerprint): void {
    this.finder.remove(pictureKey(fingerprint));
  }

  /** From now on these are in storage only. */
  release(fingerprints: readonly Fingerprint[]): void {
    for (const one of fingerprints) {
      const slot = this.shelf.slotOf(pictureKey(one));
      if (slot !== undefined) this.inMemory.delete(slot);
    }
  }

  /** All pairs of these with all held ones, but for crops. */
  find(fingerprints: readonly Fingerprint[]): Candidate[] {
    const pictures = fingerprints.map(pictureKey);
    const found = [...this.finder.findFramed(pictures)];
    for (const join of this.finder.joins(pictures)) {
      const { index, queries, radiusBits, candidates } = join;
      for (const triples of index.near(queries, radiusBits)) {
        for (const pair of candidates(triples)) {
          if (pair === undefined) continue;
          const candidate = 'measured' in pair ? pair : this.late(pair);
          if (candidate) found.push(candidate);
        }
      }
    }
    return found;
  }

  /** As when its fingerprint was read back. */
  private late(pair: UnmeasuredPair): Candidate | undefined {
    const slot = this.shelf.slotOf(pair.from);
    const hashes = slot === undefined ? undefined : this.all.get(slot);
    if (slot === undefined || hashes === undefined) return undefined;
    this.lateCount += 1;
    this.inMemory.set(slot, hashes);
    const candidate = this.finder.measuredLate(pair);
    this.inMemory.delete(slot);
    return candidate;
  }

  findCrops(fingerprints: readonly Fingerprint[]): Candidate[] {
    const found = this.finder.findCrops(fingerprints.map(pictureKey));
    return [...found].filter((candidate) => candidate !== undefined);
  }
}
