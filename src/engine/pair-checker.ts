import type { FileKey } from '../domain/photo-id.ts';
import type { PairMeasure } from '../domain/relation.ts';
import type { FingerprintSettings } from '../domain/settings.ts';
import type { Remote } from 'comlink';
import type {
  GroupChanges,
  MatcherWorker,
  PairCheck,
} from '../protocol/matcher-protocol.ts';
import type { WorkerPool } from './worker-pool.ts';

const PAIRS_PER_ROUND = 32;
const TIMEOUT_MS = 60_000;

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
    for (;;) {
      await gate();
      if (signal.aborted) {
        return;
      }
      const pairs = await matcher.nextChecks(PAIRS_PER_ROUND);
      if (pairs.length === 0) {
        return;
      }
      const startedMs = performance.now();
      const results = await Promise.all(
        pairs.map(async (pair) => {
          const measure = await this.measure(pair);
          return {
            first: pair.first,
            second: pair.second,
            ...(measure === undefined ? {} : { measure }),
          };
        }),
      );
      if (!this.options.signal.aborted) {
        onChanges(
          await matcher.addMeasures(results),
          results.length,
          performance.now() - startedMs,
        );
      }
    }
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
