import {
  buildGroups,
  type ContentCopies,
  type PictureKey,
} from '../domain/build-groups.ts';
import { pictureKey } from '../domain/build-groups-input.ts';
import { DecisionIndex } from '../domain/decision-index.ts';
import { pairKey, type Decision } from '../domain/decision.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import {
  contentOfCopy,
  fileKey,
  splitFileKey,
  type ContentHash,
  type FileKey,
  type RootId,
} from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { Root } from '../domain/root.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { PairCheck } from '../protocol/matcher-protocol.ts';
import type { Kernels } from './kernels/load-kernels.ts';
import { CandidateFinder, PICTURES_PER_JOIN } from './matcher-candidates.ts';
import { MatcherChecks } from './matcher-checks.ts';
import { MatcherEdges } from './matcher-edges.ts';
import { MatcherGroupBook, type GroupDiff } from './matcher-group-book.ts';
import { MatcherLibrary } from './matcher-library.ts';

/** Result of a second look, from the first content to the second; no measure when it failed. */
export interface LookResult {
  first: ContentHash;
  second: ContentHash;
  measure?: PairMeasure;
}

function protectedRootsOf(roots: readonly Root[]): Set<RootId> {
  return new Set(
    roots
      .filter(({ protection }) => protection === 'protected')
      .map(({ id }) => id),
  );
}

/**
 * The matcher's state between two calls, without storage and without waiting: files in, groups
 * out. Every change regroups only the parts that it can reach over edges, which gives the same
 * groups as regrouping everything (buildGroups says why).
 */
export class MatcherSession {
  private readonly kernels: Kernels;
  private settings: MatchingSettings;
  private roots: readonly Root[];
  private protectedRoots: ReadonlySet<RootId>;
  private readonly decisions: DecisionIndex;
  private readonly library = new MatcherLibrary();
  private readonly edges: MatcherEdges;
  private finder: CandidateFinder;
  private readonly book = new MatcherGroupBook();
  private readonly checks: MatcherChecks;
  /** Second looks by either content and pair: contents come and go, looks stay. */
  private readonly looksFor = new Map<ContentHash, Map<string, LookResult>>();

  constructor(
    kernels: Kernels,
    roots: readonly Root[],
    settings: MatchingSettings,
    decisions: readonly Decision[],
    looks: readonly LookResult[],
  ) {
    this.kernels = kernels;
    this.settings = settings;
    this.roots = roots;
    this.protectedRoots = protectedRootsOf(roots);
    this.decisions = new DecisionIndex(decisions);
    this.edges = new MatcherEdges(settings, (picture) =>
      this.library.representative(picture),
    );
    this.finder = new CandidateFinder(kernels, settings);
    this.checks = new MatcherChecks((content) => this.pictureOf(content));
    for (const look of looks) this.rememberLook(look);
  }

  get pairsWaiting(): number {
    return this.checks.count(this.book.all);
  }

  get openRoots(): readonly Root[] {
    return this.roots;
  }

  knows(content: ContentHash): boolean {
    return this.library.has(content);
  }

  /**
   * Adds or replaces files. A record without a fingerprint (skipped, or its fingerprint is lost)
   * takes the file out: there is nothing to compare.
   */
  putFiles(
    records: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): GroupDiff {
    const given = new Map(fingerprints.map((one) => [one.content, one]));
    const touched = new Set<ContentHash>();
    const added = new Set<PictureKey>();
    for (const record of records) {
      this.putFile(record, given, touched, added);
    }
    this.join([...added]);
    return this.regroup(touched);
  }

  removeFiles(keys: Iterable<FileKey>): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const key of keys) this.removeFile(key, touched);
    return this.regroup(touched);
  }

  /** Drops the files of roots that are no longer open, and applies protection. */
  setRoots(roots: readonly Root[]): GroupDiff {
    const open = new Set(roots.map(({ id }) => id));
    const before = this.protectedRoots;
    const after = protectedRootsOf(roots);
    this.roots = roots;
    this.protectedRoots = after;
    const touched = new Set<ContentHash>();
    for (const key of [...this.library.allFiles()]) {
      const { root } = splitFileKey(key);
      if (!open.has(root)) this.removeFile(key, touched);
      else if (before.has(root) !== after.has(root)) {
        const content = this.library.contentOfFile(key);
        if (content !== undefined) touched.add(content);
      }
    }
    return this.regroup(touched);
  }

  /** Regroups everything; joins the hashes again only where the stored pairs do not suffice. */
  setSettings(settings: MatchingSettings): GroupDiff {
    const covers = this.finder.covers(settings);
    this.settings = settings;
    this.edges.setSettings(settings);
    const pictures = [...this.library.allPictures()];
    if (!covers) {
      this.edges.clear();
      this.finder = new CandidateFinder(this.kernels, settings);
      this.join(pictures);
    }
    const all = new Set<ContentHash>();
    for (const picture of pictures) {
      for (const content of this.library.contentsOf(picture)) all.add(content);
    }
    return this.regroup(all);
  }

  setDecision(decision: Decision, isRevoked: boolean): GroupDiff {
    if (isRevoked) this.decisions.revoke(decision);
    else this.decisions.apply(decision);
    return this.regroup(
      new Set(
        decision.kind === 'not-duplicates'
          ? [decision.first, decision.second]
          : [contentOfCopy(decision.copy)],
      ),
    );
  }

  setLooks(looks: readonly LookResult[]): GroupDiff {
    const touched = new Set<ContentHash>();
    for (const look of looks) {
      if (look.measure) this.rememberLook(look);
      const first = this.pictureOf(look.first);
      const second = this.pictureOf(look.second);
      if (first === undefined || second === undefined) continue;
      this.checks.answered(first, second);
      // Twins with the same pixels share the look, so their groups may change too.
      for (const picture of [first, second]) {
        for (const twin of this.library.contentsOf(picture)) touched.add(twin);
      }
      this.edges.setLook(first, second, look.measure);
    }
    return this.regroup(touched);
  }

  nextChecks(limit: number): PairCheck[] {
    return this.checks.next(this.book.all, limit);
  }

  private putFile(
    record: FileRecord,
    given: ReadonlyMap<ContentHash, Fingerprint>,
    touched: Set<ContentHash>,
    added: Set<PictureKey>,
  ): void {
    const { outcome } = record;
    const fingerprint =
      outcome.kind === 'fingerprinted'
        ? (this.library.fingerprint(outcome.content) ??
          given.get(outcome.content))
        : undefined;
    const key = fileKey(record.root, record.path);
    if (this.library.contentOfFile(key) !== fingerprint?.content) {
      this.removeFile(key, touched);
    }
    if (fingerprint === undefined) return;
    const picture = pictureKey(fingerprint);
    const isNewContent = !this.library.has(fingerprint.content);
    if (!this.library.hasPicture(picture)) added.add(picture);
    this.library.put(record, fingerprint);
    touched.add(fingerprint.content);
    if (isNewContent) this.recallLooks(fingerprint.content);
  }

  private removeFile(key: FileKey, touched: Set<ContentHash>): void {
    const content = this.library.contentOfFile(key);
    const picture = content && this.pictureOf(content);
    if (content === undefined || picture === undefined) return;
    // Companions first: afterwards nothing says that they were together.
    for (const one of this.book.companions(content)) touched.add(one);
    this.library.remove(key);
    if (this.library.hasPicture(picture)) return;
    this.finder.remove(picture);
    for (const other of this.edges.removePicture(picture)) {
      for (const one of this.library.contentsOf(other)) touched.add(one);
    }
  }

  private rememberLook(look: LookResult): void {
    const pair = pairKey(look.first, look.second);
    for (const content of [look.first, look.second]) {
      const known = this.looksFor.get(content);
      if (known) known.set(pair, look);
      else this.looksFor.set(content, new Map([[pair, look]]));
    }
  }

  private recallLooks(content: ContentHash): void {
    for (const look of this.looksFor.get(content)?.values() ?? []) {
      const first = this.pictureOf(look.first);
      const second = this.pictureOf(look.second);
      if (first !== undefined && second !== undefined) {
        this.edges.setLook(first, second, look.measure);
      }
    }
  }

  private pictureOf(content: ContentHash): PictureKey | undefined {
    const fingerprint = this.library.fingerprint(content);
    return fingerprint && pictureKey(fingerprint);
  }

  private isMatched({ widthPx, heightPx }: Fingerprint): boolean {
    return Math.min(widthPx, heightPx) >= this.settings.minShortSidePx;
  }

  /**
   * Joins pictures with all that are held. Flat ones match by equal pixels only. Taken in part by
   * part, so that a part is joined with those before it and not with those still to come.
   */
  private join(pictures: readonly PictureKey[]): void {
    for (let at = 0; at < pictures.length; at += PICTURES_PER_JOIN) {
      const joined: PictureKey[] = [];
      for (const picture of pictures.slice(at, at + PICTURES_PER_JOIN)) {
        if (!this.library.hasPicture(picture)) continue;
        const fingerprint = this.library.representative(picture);
        if (!this.isMatched(fingerprint) || fingerprint.flags.isFlat) continue;
        this.finder.add(picture, fingerprint);
        joined.push(picture);
      }
      for (const candidate of this.finder.find(joined)) {
        this.edges.put(candidate);
      }
    }
  }

  /** Every picture that a change at these contents can reach. */
  private reach(touched: Iterable<ContentHash>): Set<PictureKey> {
    const reached = new Set<PictureKey>();
    const toVisit: PictureKey[] = [];
    for (const content of touched) {
      const picture = this.pictureOf(content);
      if (picture !== undefined) toVisit.push(picture);
    }
    for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const other of this.edges.neighbours(next)) {
        if (!reached.has(other)) toVisit.push(other);
      }
    }
    return reached;
  }

  private regroup(touched: ReadonlySet<ContentHash>): GroupDiff {
    const starts = new Set(touched);
    for (const content of touched) {
      for (const one of this.book.companions(content)) starts.add(one);
    }
    const contents: ContentCopies[] = [];
    const scope = new Set(starts);
    for (const picture of this.reach(starts)) {
      for (const content of this.library.contentsOf(picture)) {
        scope.add(content);
        const copies = this.library.copies(content);
        if (copies && this.isMatched(copies.fingerprint)) contents.push(copies);
      }
    }
    const groups = buildGroups({
      contents,
      edges: this.edges,
      decisions: this.decisions,
      protectedRoots: this.protectedRoots,
    });
    return this.book.replace(scope, groups);
  }
}
