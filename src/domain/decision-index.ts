import { decisionKey, pairKey, type Decision } from './decision.ts';
import type { ContentHash, CopyKey } from './photo-id.ts';

/** Decisions in force, ready to be asked. The latest decision under one key counts. */
export class DecisionIndex {
  private readonly byKey = new Map<string, Decision>();

  constructor(decisions: Iterable<Decision> = []) {
    for (const decision of decisions) this.apply(decision);
  }

  /** Puts a decision in force in the place of an earlier one of the same key. */
  apply(decision: Decision): void {
    const key = decisionKey(decision);
    const known = this.byKey.get(key);
    // By time, not by order of arrival: stored decisions come in any order.
    if (known === undefined || known.decidedMs <= decision.decidedMs) {
      this.byKey.set(key, decision);
    }
  }

  /** Takes back whatever stands under this decision's key. */
  revoke(decision: Decision): void {
    this.byKey.delete(decisionKey(decision));
  }

  /** What a person decided for this copy. */
  stateOf(copy: CopyKey): 'keep' | 'move' | undefined {
    const decision = this.byKey.get(`state:${copy}`);
    return decision?.kind === 'keep' || decision?.kind === 'move'
      ? decision.kind
      : undefined;
  }

  /** When a person pinned this copy as the keeper, ms since 1970; 0 when nobody did. */
  pinnedMs(copy: CopyKey): number {
    return this.byKey.get(`keeper:${copy}`)?.decidedMs ?? 0;
  }

  /** A person said that these two are not the same photo. */
  isNotDuplicates(first: ContentHash, second: ContentHash): boolean {
    return this.byKey.has(`pair:${pairKey(first, second)}`);
  }
}
