import type { PictureKey } from '../../domain/build-groups.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { type CandidateJoin, CandidateFinder } from './matcher-candidates.ts';
import { MatcherCrops } from './matcher-crops.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { HashShelf } from './matcher-hash-shelf.ts';
import type { JoinSteps } from './matcher-joins.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import type { Candidate, UnmeasuredPair } from './matcher-measure-pairs.ts';
import { isMatched } from './matcher-session-rules.ts';

/**
 * Pictures joined at once: at least so many, and as many as are held, so that a million photos
 * take few joins and the first groups come early all the same.
 */
const PICTURES_PER_JOIN = 2048;

/** Where pictures are held, and where what is found about them goes. */
interface PairSearchPlaces {
  kernels: Kernels;
  library: MatcherLibrary;
  shelf: HashShelf;
  edges: MatcherEdges;
}

/** Finds near pairs of pictures and makes edges of them. */
export class PairSearch {
  readonly crops: MatcherCrops;
  private readonly places: PairSearchPlaces;
  private settings: MatchingSettings;
  private finder: CandidateFinder;
  /** Contents that found company after their fingerprint was released. */
  private readonly wanted = new Set<ContentHash>();
  /** Turned pairs by the picture whose fingerprint is to measure them, and by what they are. */
  private readonly unmeasured = new Map<
    PictureKey,
    Map<string, UnmeasuredPair>
  >();

  constructor(places: PairSearchPlaces, settings: MatchingSettings) {
    const { library, shelf } = places;
    this.places = places;
    this.settings = settings;
    shelf.useSettings(settings);
    this.finder = this.newFinder();
    this.crops = new MatcherCrops(
      library,
      shelf.windows,
      settings.matchesCrops,
    );
  }

  /** Takes other settings, and says whether all pairs that they accept have been found already. */
  setSettings(settings: MatchingSettings): boolean {
    this.settings = settings;
    return this.finder.covers(settings);
  }

  /** Forgets all pairs: every picture is to be put on the shelf and joined again. */
  begin(): void {
    const { shelf, edges } = this.places;
    edges.clear();
    this.unmeasured.clear();
    shelf.useSettings(this.settings);
    this.crops.turn(this.settings.matchesCrops);
    this.finder = this.newFinder();
  }

  /**
   * Joins pictures with all that are held. Flat ones match by equal pixels only. Taken in part by
   * part, so that a part is joined with those before it and not with those still to come. Their
   * fingerprints must be in memory.
   */
  *join(pictures: readonly PictureKey[]): JoinSteps<void> {
    for (let at = 0, end; at < pictures.length; at = end) {
      end = at + Math.max(PICTURES_PER_JOIN, at, this.finder.count);
      const joined = pictures.slice(at, end).filter((one) => this.admits(one));
      for (const picture of joined) this.finder.add(picture);
      for (const candidate of this.finder.findFramed(joined)) {
        this.take(candidate);
        yield undefined;
      }
      for (const join of this.finder.joins(joined)) yield* this.made(join);
      yield* this.joinCrops(joined);
    }
  }

  /** Makes a join, or has it made. */
  private *made(join: CandidateJoin): JoinSteps<void> {
    let found = yield join;
    for (; found instanceof Uint32Array; found = yield join) {
      yield* this.takeAll(join, found);
    }
    if (found === 'end') return;
    const { index, queries, radiusBits } = join;
    for (const triples of index.near(queries, radiusBits)) {
      yield* this.takeAll(join, triples);
    }
  }

  private *takeAll(
    { candidates }: CandidateJoin,
    triples: Uint32Array,
  ): JoinSteps<void> {
    for (const candidate of candidates(triples)) {
      if (candidate === undefined) yield undefined;
      else if ('measured' in candidate) this.take(candidate);
      else this.measureLater(candidate);
      yield undefined;
    }
    yield undefined;
  }

  /** Looks for crops among those of these pictures that are ready for it. */
  *joinCrops(pictures: readonly PictureKey[]): JoinSteps<void> {
    const ready = this.crops.ready(pictures);
    for (const candidate of this.finder.findCrops(ready)) {
      if (candidate) this.take(candidate);
      yield undefined;
    }
  }

  /** Measures what waited for the fingerprint of this picture. */
  measureLate(picture: PictureKey): void {
    const pairs = this.unmeasured.get(picture);
    if (pairs === undefined) return;
    this.unmeasured.delete(picture);
    for (const pair of pairs.values()) {
      const candidate = this.finder.measuredLate(pair);
      if (candidate) this.take(candidate);
    }
  }

  /** Forgets a picture that no content has any more. */
  remove(picture: PictureKey): void {
    this.unmeasured.delete(picture);
    this.finder.remove(picture);
    this.crops.remove(picture);
  }

  /** Whether all hashes of a picture are in memory. */
  hasHashes(picture: PictureKey): boolean {
    const { library, shelf } = this.places;
    const slot = shelf.slotOf(picture);
    return slot !== undefined && library.hashesAt(slot) !== undefined;
  }

  /** Drops what only makes the next join faster. */
  settle(): void {
    this.finder.settle();
  }

  /** Asks for the fingerprints of all contents of a picture that are not in memory. */
  want(picture: PictureKey): void {
    const { library } = this.places;
    for (const content of library.contentsOf(picture)) {
      if (!library.fingerprint(content)) this.wanted.add(content);
    }
  }

  unwant(content: ContentHash): void {
    this.wanted.delete(content);
  }

  /** What was asked for since the last time. */
  takeWanted(): ContentHash[] {
    const wanted = [...this.wanted];
    this.wanted.clear();
    return wanted;
  }

  private newFinder(): CandidateFinder {
    const { kernels, shelf, edges } = this.places;
    return new CandidateFinder(
      kernels,
      this.settings,
      shelf,
      (from, to, measured) => edges.mayTake(from, to, measured),
    );
  }

  private measureLater(pair: UnmeasuredPair): void {
    const { from, to, variant } = pair;
    const pairs =
      this.unmeasured.get(from) ?? new Map<string, UnmeasuredPair>();
    this.unmeasured.set(from, pairs.set(`${to} ${variant}`, pair));
    const [content] = this.places.library.contentsOf(from);
    if (content !== undefined) this.wanted.add(content);
  }

  private admits(picture: PictureKey): boolean {
    const facts = this.places.library.factsOfPicture(picture);
    return (
      facts !== undefined && !facts.isFlat && isMatched(facts, this.settings)
    );
  }

  private take(candidate: Candidate): void {
    const { edges, library } = this.places;
    const outcome = edges.put(candidate);
    if (outcome === 'left-out') return;
    for (const picture of [candidate.from, candidate.to]) {
      this.want(picture);
      if (outcome === 'compared' || library.thumbed(picture) !== undefined) {
        continue;
      }
      for (const content of library.contentsOf(picture)) {
        this.wanted.add(content);
      }
    }
  }
}
