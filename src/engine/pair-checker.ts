import type { FileKey } from '../domain/photo-id.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { Remote } from 'comlink';
import type {
  GroupChanges,
  LookResult,
  MatcherWorker,
  PairCheck,
} from '../protocol/matcher-protocol.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Seldom more than a second of looks: what they show comes soon. */
const FEWEST_PAIRS = 32;
/** Half a minute of looks. */
const MOST_PAIRS = 1024;
/** Enough for the files of some to be opened while others are compared. A pause waits for these only. */
const PAIRS_AT_ONCE = 32;
/** Grouping may take this share of the time of the looks before it… */
const MUCH_GROUPING = 1 / 4;
/** …and rounds become shorter again where it takes this little. */
const LITTLE_GROUPING = 1 / 16;
const TIMEOUT_MS = 60_000;

/**
 * How many looks are taken before their answers are grouped. Hundreds of pictures that all look alike are
 * grouped anew after each round, and would take longer for it than for the looks.
 *
 * @param pairs of the last round
 * @param looksMs what its looks took
 * @param groupingMs what grouping took afterwards
 */
export function pairsOfNextRound(
  pairs: number,
  looksMs: number,
  groupingMs: number,
): number {
  if (groupingMs > looksMs * MUCH_GROUPING)
    return Math.min(MOST_PAIRS, pairs * 2);
  if (groupingMs < looksMs * LITTLE_GROUPING)
    return Math.max(FEWEST_PAIRS, pairs / 2);
  return pairs;
}

interface PairCheckerOptions {
  pool: WorkerPool;
  matcher: Remote<MatcherWorker>;
  settings: FingerprintSettings;
  openFile: (key: FileKey) => Promise<File | undefined>;
  onChanges: (changes: GroupChanges, checked: number, tookMs: number) => void;
  /** Resolves when work may go on; pausing holds it back. */
  gate: () => Promise<void>;
  signal: AbortSignal;
}

/** Takes the second look at the pairs that the matcher proposes, until none is left. */
export class PairChecker {
  private running: Promise<void> | undefined;
  private readonly options: PairCheckerOptions;

  constructor(options: PairCheckerOptions) {
    this.options = options;
  }

  /** Starts looking if it is not at it already. Resolves when no pair is waiting. */
  drain(): Promise<void> {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async work(): Promise<void> {
    const { matcher, onChanges, gate, signal } = this.options;
    let pairsPerRound = FEWEST_PAIRS;
    for (;;) {
      await gate();
      if (signal.aborted) {
        return;
      }
      const pairs = await matcher.nextChecks(pairsPerRound);
      if (pairs.length === 0) {
        return;
      }
      const startedMs = performance.now();
      const results = await this.look(pairs);
      if (!this.options.signal.aborted) {
        const looksMs = performance.now() - startedMs;
        const changes = await matcher.addMeasures(results);
        onChanges(changes, results.length, performance.now() - startedMs);
        pairsPerRound = pairsOfNextRound(
          pairsPerRound,
          looksMs,
          changes.matchMs,
        );
      }
    }
  }

  /** Not of all of them when nobody wants them any more. */
  private async look(pairs: readonly PairCheck[]): Promise<LookResult[]> {
    const { gate, signal } = this.options;
    const results: LookResult[] = [];
    const waiting = pairs.values();
    const work = async (): Promise<void> => {
      for (const pair of waiting) {
        await gate();
        if (signal.aborted) return;
        const { first, second } = pair;
        const measure = await this.measure(pair);
        results.push({ first, second, ...(measure && { measure }) });
      }
    };
    await Promise.all(Array.from({ length: PAIRS_AT_ONCE }, work));
    return results;
  }

  /** undefined when either file cannot be read now: the pair stays unconfirmed. */
  private async measure(pair: PairCheck): Promise<PairMeasure | undefined> {
    const { pool, openFile, settings, signal } = this.options;
    const [first, second] = await Promise.all([
      openFile(pair.firstFile),
      openFile(pair.secondFile),
    ]);
    if (first === undefined || second === undefined || signal.aborted) {
      return undefined;
    }
    const result = await pool.run(
      { lane: 'check', timeoutMs: TIMEOUT_MS, signal },
      (api) =>
        api.compare({ first, second, transform: pair.transform, settings }),
    );
    return result.kind === 'done' && result.value.kind === 'measured'
      ? result.value.measure
      : undefined;
  }
}
