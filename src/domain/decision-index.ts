import {
  decisionKey,
  pairKey,
  type CopyDecision,
  type Decision,
} from './decision.ts';
import {
  contentOfCopy,
  copyKey,
  type ContentHash,
  type FileKey,
} from './photo-id.ts';

/** What is decided about one file. */
export interface FileDecisions {
  state?: 'keep' | 'move';
  /** When a person pinned it as the keeper, ms since 1970; 0 when nobody did. */
  pinnedMs: number;
}

const UNDECIDED: FileDecisions = { pinnedMs: 0 };

/** Decisions in force, ready to be asked. The latest decision under one key counts. */
export class DecisionIndex {
  private readonly pairs = new Map<string, Decision>();
  private readonly copies = new Map<ContentHash, Map<string, CopyDecision>>();

  constructor(decisions: Iterable<Decision> = []) {
    for (const decision of decisions) this.apply(decision);
  }

  /** Puts a decision in force in the place of an earlier one of the same key. */
  apply(decision: Decision): void {
    // A favourite decides nothing about duplicates.
    if (decision.kind === 'favourite') return;
    if (decision.kind === 'not-duplicates') putLatest(this.pairs, decision);
    else {
      const content = contentOfCopy(decision.copy);
      const known = this.copies.get(content) ?? new Map<string, CopyDecision>();
      this.copies.set(content, known);
      putLatest(known, decision);
    }
  }

  /** Takes back whatever stands under this decision's key. */
  revoke(decision: Decision): void {
    if (decision.kind === 'favourite') return;
    const key = decisionKey(decision);
    if (decision.kind === 'not-duplicates') this.pairs.delete(key);
    else this.copies.get(contentOfCopy(decision.copy))?.delete(key);
  }

  /**
   * What is decided about the files of one content, in their order.
   *
   * A decision belongs to the file it was made on. When that file is gone, it passes to the file
   * of the same rank only if there are as many copies as before (so it was renamed, not moved
   * away) and that file has no decision of its own.
   *
   * @param files all files with this content, sorted: the place is the copy's rank
   */
  ofCopies(
    content: ContentHash,
    files: readonly FileKey[],
  ): readonly FileDecisions[] {
    const decided = this.copies.get(content);
    if (decided === undefined) return files.map(() => UNDECIDED);
    const known = [...decided.values()];
    return files.map((file, rank) => {
      const reaching = known.filter((decision) =>
        reaches(decision, content, file, rank, files),
      );
      const state = latest(
        reaching.filter(({ kind }) => kind !== 'keeper'),
        file,
      );
      const pin = latest(
        reaching.filter(({ kind }) => kind === 'keeper'),
        file,
      );
      return {
        ...(state === undefined || state.kind === 'keeper'
          ? {}
          : { state: state.kind }),
        pinnedMs: pin?.decidedMs ?? 0,
      };
    });
  }

  /** A person said that these two are not the same photo. */
  isNotDuplicates(first: ContentHash, second: ContentHash): boolean {
    if (this.pairs.size === 0) return false;
    return this.pairs.has(`pair:${pairKey(first, second)}`);
  }
}

function putLatest<T extends Decision>(
  known: Map<string, T>,
  decision: T,
): void {
  const key = decisionKey(decision);
  // By time, not by order of arrival: stored decisions come in any order.
  if ((known.get(key)?.decidedMs ?? -Infinity) <= decision.decidedMs) {
    known.set(key, decision);
  }
}

function reaches(
  { copy, place }: CopyDecision,
  content: ContentHash,
  file: FileKey,
  rank: number,
  files: readonly FileKey[],
): boolean {
  if (place?.file === file) return true;
  if (copy !== copyKey(content, rank)) return false;
  return (
    place === undefined ||
    (place.copies === files.length && !files.includes(place.file))
  );
}

/** A decision made on this very file comes before one that was handed on. */
function latest(
  decisions: readonly CopyDecision[],
  file: FileKey,
): CopyDecision | undefined {
  const own = decisions.filter(({ place }) => place?.file === file);
  return [...(own.length > 0 ? own : decisions)].sort(
    (a, b) => b.decidedMs - a.decidedMs,
  )[0];
}
