import { PoolWorker } from '../../../src/engine/pool-worker.ts';
import { splitFileKey } from '../../../src/domain/photo-id.ts';
import type { PairMeasure } from '../../../src/domain/relation.ts';
import {
  DEFAULT_SETTINGS,
  pipelineVersion,
} from '../../../src/domain/settings.ts';
import type { PairCheck } from '../../../src/protocol/matcher-protocol.ts';
import { ROOT, type Scanned } from './judge-pair.ts';

const { fingerprint: reading } = DEFAULT_SETTINGS;

/** Files that a second look may ask for, by path. */
export type LabFiles = ReadonlyMap<string, File>;

/** The app's own analyzer workers, without the app's page around them. */
export class LabWorkers {
  private readonly workers: readonly PoolWorker[];

  private constructor(workers: readonly PoolWorker[]) {
    this.workers = workers;
  }

  static async start(
    compiled: WebAssembly.Module,
    count: number,
  ): Promise<LabWorkers> {
    const workers = Array.from(
      { length: count },
      () =>
        new PoolWorker(compiled, (detail) => {
          throw new Error(`An analyzer worker died: ${detail}`);
        }),
    );
    await Promise.all(workers.map((worker) => worker.ready));
    return new LabWorkers(workers);
  }

  any(at: number): PoolWorker {
    const worker = this.workers[at % this.workers.length];
    if (worker === undefined) throw new Error('There are no workers.');
    return worker;
  }

  /** Works on the items with every worker, one item at a time each. */
  async spread<T>(
    items: readonly T[],
    work: (item: T, worker: PoolWorker) => Promise<void>,
  ): Promise<void> {
    const waiting = items.values();
    await Promise.all(
      this.workers.map(async (worker) => {
        for (const item of waiting) await work(item, worker);
      }),
    );
  }
}

/** What a scan would store of this file. */
export async function analyze(
  path: string,
  file: File,
  worker: PoolWorker,
): Promise<Scanned> {
  const outcome = await worker.api.analyze({ file, settings: reading });
  const facts = {
    root: ROOT.id,
    path,
    sizeBytes: file.size,
    modifiedMs: file.lastModified,
    pipelineVersion: pipelineVersion(reading),
  };
  if (outcome.kind === 'skipped') {
    return {
      record: {
        ...facts,
        outcome: { kind: 'skipped', failure: outcome.failure },
      },
    };
  }
  const { fingerprint } = outcome;
  const { content, widthPx, heightPx } = fingerprint;
  return {
    record: {
      ...facts,
      outcome: { kind: 'fingerprinted', content, widthPx, heightPx },
    },
    fingerprint,
  };
}

/** The second look at a pair; undefined when one of the two cannot be decoded. */
export async function look(
  pair: PairCheck,
  files: LabFiles,
  worker: PoolWorker,
): Promise<PairMeasure | undefined> {
  const first = files.get(splitFileKey(pair.firstFile).path);
  const second = files.get(splitFileKey(pair.secondFile).path);
  if (first === undefined || second === undefined) {
    throw new Error('The matcher asked for a file that it was not given.');
  }
  const outcome = await worker.api.compare({
    first,
    second,
    transform: pair.transform,
    settings: reading,
  });
  return outcome.kind === 'measured' ? outcome.measure : undefined;
}
