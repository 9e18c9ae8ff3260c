import { wrap, type Remote } from 'comlink';
import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import { PoolWorker } from '../../../src/engine/pool-worker.ts';
import { describeFailure } from '../../../src/domain/photo-failure.ts';
import {
  fileKey,
  rootId,
  splitFileKey,
  type FileKey,
} from '../../../src/domain/photo-id.ts';
import {
  DEFAULT_SETTINGS,
  pipelineVersion,
} from '../../../src/domain/settings.ts';
import type { Fingerprint } from '../../../src/domain/fingerprint.ts';
import type { Group, GroupId } from '../../../src/domain/group.ts';
import type { FileRecord } from '../../../src/domain/photo.ts';
import type { Root } from '../../../src/domain/root.ts';
import type { CompiledKernels } from '../../../src/protocol/compiled-kernels.ts';
import type {
  GroupChanges,
  MatcherWorker,
  PairCheck,
} from '../../../src/protocol/matcher-protocol.ts';
import { COPY_MAKERS, type CopyMaker } from './copy-makers.ts';
import { copyOutcome, labGroup } from './group-outcome.ts';
import { countPeerPairs, peersThatJoin } from './peer-methods.ts';
import {
  loadSource,
  MODIFIED_MS,
  reoriented,
  type SourcePhoto,
} from './photo-files.ts';
import type {
  CopyResult,
  CopyResults,
  Lab,
  LabFolderResult,
} from './lab-results.ts';

const { matching, fingerprint: reading } = DEFAULT_SETTINGS;
const WITH_CROPS = { ...matching, matchesCrops: true };
const CHECKS_AT_ONCE = 16;
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** All files lie in one folder. */
const ROOT: Root = {
  id: rootId('lab'),
  label: 'Lab',
  source: 'file-list',
  protection: 'normal',
  lastUsedMs: MODIFIED_MS,
};

interface Scanned {
  record: FileRecord;
  fingerprint?: Fingerprint;
}

/** Runs what the app runs in its workers, without the app's page around it. */
class AccuracyLab implements Lab {
  private kernels: CompiledKernels | undefined;
  private workers: PoolWorker[] = [];
  private matcher: Remote<MatcherWorker> | undefined;
  /** What the matcher holds now. */
  private held: FileKey[] = [];
  private readonly groups = new Map<GroupId, Group>();
  private tried = 0;

  async start(workers: number): Promise<void> {
    this.kernels = await compileKernels();
    for (let at = 0; at < workers; at += 1) {
      this.workers.push(
        new PoolWorker(this.kernels, (detail) => {
          throw new Error(`An analyzer worker died: ${detail}`);
        }),
      );
    }
    await Promise.all(this.workers.map((worker) => worker.ready));
    this.matcher = wrap<MatcherWorker>(
      new Worker(
        new URL('../../../src/worker/matcher.worker.ts', import.meta.url),
        { type: 'module' },
      ),
    );
    await this.matcher.open(this.kernels, [ROOT], matching);
  }

  async scan(
    base: string,
    paths: string[],
    withCrops: boolean,
  ): Promise<LabFolderResult> {
    return this.scanFiles(paths, withCrops, async (path) => [
      new File([await fetched(`${base}${encodeURI(path)}`)], path, {
        lastModified: MODIFIED_MS,
      }),
    ]);
  }

  async scanTurned(base: string, paths: string[]): Promise<LabFolderResult> {
    return this.scanFiles(paths, false, async (path) => {
      const photo = await fetched(`${base}${encodeURI(path)}`);
      const source = await loadSource(photo);
      return Promise.all(
        ORIENTATIONS.map(
          async (orientation) =>
            new File(
              [await reoriented(source, orientation)],
              `${path}#${orientation}`,
              { lastModified: MODIFIED_MS },
            ),
        ),
      );
    });
  }

  private async scanFiles(
    paths: string[],
    withCrops: boolean,
    filesOf: (path: string) => Promise<File[]>,
  ): Promise<LabFolderResult> {
    const files = new Map<string, File>();
    const scanned: Scanned[] = [];
    await this.spread(paths, async (path, worker) => {
      for (const file of await filesOf(path)) {
        files.set(file.name, file);
        scanned.push(await this.analyze(file.name, file, worker));
      }
    });
    await this.begin(scanned);
    const { groups, pairsChecked, checkMs } = await this.settle(
      files,
      withCrops,
    );
    return {
      groups: groups.map(labGroup),
      skipped: scanned.flatMap(({ record }) =>
        record.outcome.kind === 'skipped'
          ? {
              path: record.path,
              reason: describeFailure(record.outcome.failure).what,
            }
          : tooSmallReason(record),
      ),
      contents: Object.fromEntries(
        scanned.flatMap(({ record, fingerprint }) =>
          fingerprint === undefined ? [] : [[record.path, fingerprint.content]],
        ),
      ),
      pairsChecked,
      checkMs,
      peerPairs: countPeerPairs(
        scanned.flatMap(({ fingerprint }) => fingerprint?.hashes ?? []),
      ),
    };
  }

  async tryCopies(url: string): Promise<CopyResults> {
    const source = await loadSource(await fetched(url));
    // Neither name says which is the original, and each sorts first in half of the photos.
    this.tried += 1;
    const [originalPath, copyPath] =
      this.tried % 2 === 0 ? ['a.jpg', 'b.jpg'] : ['b.jpg', 'a.jpg'];
    const usual = await this.analyze(
      originalPath,
      source.original,
      this.any(0),
    );
    const results: CopyResults = {};
    // The matcher holds one pair at a time; making and analyzing copies goes on beside it.
    let turn: Promise<unknown> = Promise.resolve();
    await this.spread([...COPY_MAKERS], async (maker, worker) => {
      const pair = await this.makePair(maker, source, usual, copyPath, worker);
      if (pair === undefined) {
        results[maker.name] = { kind: 'not-made' };
        return;
      }
      const mine = turn.then(() => this.judgePair(pair));
      turn = mine;
      results[maker.name] = await mine;
    });
    return results;
  }

  private async makePair(
    maker: CopyMaker,
    source: SourcePhoto,
    usual: Scanned,
    copyPath: string,
    worker: PoolWorker,
  ): Promise<LabPair | undefined> {
    const made = await maker.make(source);
    if (made === undefined) return undefined;
    const { path } = usual.record;
    const original =
      made.original === undefined
        ? usual
        : await this.analyze(path, made.original, worker);
    return {
      original,
      copy: await this.analyze(copyPath, made.copy, worker),
      files: new Map([
        [path, made.original ?? source.original],
        [copyPath, made.copy],
      ]),
    };
  }

  private async judgePair({
    original,
    copy,
    files,
  }: LabPair): Promise<CopyResult> {
    if (isTooSmall(copy.record)) return { kind: 'too-small' };
    await this.begin([original, copy]);
    const { path } = original.record;
    const byDefault = copyOutcome(
      (await this.settle(files, false)).groups,
      path,
    );
    const withCrops =
      byDefault.kind === 'grouped'
        ? byDefault
        : copyOutcome((await this.settle(files, true)).groups, path);
    const first = original.fingerprint?.hashes;
    const second = copy.fingerprint?.hashes;
    return {
      kind: 'tried',
      byDefault,
      withCrops,
      peers: first && second ? peersThatJoin(first, second) : [],
    };
  }

  private any(at: number): PoolWorker {
    const worker = this.workers[at % this.workers.length];
    if (worker === undefined) throw new Error('start() was not called.');
    return worker;
  }

  /** Works on the items with every worker, one item at a time each. */
  private async spread<T>(
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

  private async analyze(
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

  /** Gives the matcher these files and no others. */
  private async begin(scanned: readonly Scanned[]): Promise<void> {
    const { matcher } = this;
    if (matcher === undefined) throw new Error('start() was not called.');
    await this.apply(await matcher.removeFiles(this.held));
    await this.apply(await matcher.setSettings(matching));
    this.groups.clear();
    this.held = scanned.map(({ record }) => fileKey(ROOT.id, record.path));
    await this.apply(
      await matcher.addFiles(
        scanned.map(({ record }) => record),
        scanned.flatMap(({ fingerprint }) => fingerprint ?? []),
      ),
    );
  }

  /** Takes in changed groups, those too that the matcher hands over later. */
  private async apply(first: GroupChanges): Promise<void> {
    let changes = first;
    for (;;) {
      for (const id of changes.removed) this.groups.delete(id);
      for (const group of changes.upserts) this.groups.set(group.id, group);
      if (changes.hasMore !== true || this.matcher === undefined) return;
      changes = await this.matcher.more();
    }
  }

  /** Takes the second looks and groups, as the app's scan does. */
  private async settle(
    files: ReadonlyMap<string, File>,
    withCrops: boolean,
  ): Promise<{ groups: Group[]; pairsChecked: number; checkMs: number }> {
    const { matcher } = this;
    if (matcher === undefined) throw new Error('start() was not called.');
    if (withCrops) await this.apply(await matcher.setSettings(WITH_CROPS));
    let pairsChecked = 0;
    let checkMs = 0;
    for (;;) {
      const pairs = await matcher.nextChecks(CHECKS_AT_ONCE);
      if (pairs.length === 0) break;
      pairsChecked += pairs.length;
      const startedMs = performance.now();
      const results = await Promise.all(
        pairs.map((pair, at) => look(pair, files, this.any(at))),
      );
      checkMs += performance.now() - startedMs;
      await this.apply(await matcher.addMeasures(results));
    }
    return {
      groups: [...this.groups.values()],
      pairsChecked,
      checkMs: pairsChecked === 0 ? 0 : checkMs / pairsChecked,
    };
  }
}

/** An original and one copy of it, analyzed. */
interface LabPair {
  original: Scanned;
  copy: Scanned;
  files: Map<string, File>;
}

async function fetched(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response.blob();
}

async function look(
  pair: PairCheck,
  files: ReadonlyMap<string, File>,
  worker: PoolWorker,
): Promise<Parameters<MatcherWorker['addMeasures']>[0][number]> {
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
  return {
    first: pair.first,
    second: pair.second,
    ...(outcome.kind === 'measured' ? { measure: outcome.measure } : {}),
  };
}

function isTooSmall({ outcome }: FileRecord): boolean {
  return (
    outcome.kind === 'fingerprinted' &&
    Math.min(outcome.widthPx, outcome.heightPx) < matching.minShortSidePx
  );
}

function tooSmallReason(
  record: FileRecord,
): { path: string; reason: string }[] {
  return isTooSmall(record)
    ? [
        {
          path: record.path,
          reason: `Under the minimum of ${matching.minShortSidePx} px.`,
        },
      ]
    : [];
}

declare global {
  interface Window {
    lab: Lab;
  }
}
window.lab = new AccuracyLab();
