import { wrap, type Remote } from 'comlink';
import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import { PoolWorker } from '../../../src/engine/pool-worker.ts';
import { describeFailure } from '../../../src/domain/photo-failure.ts';
import {
  fileKey,
  splitFileKey,
  type FileKey,
} from '../../../src/domain/photo-id.ts';
import {
  DEFAULT_SETTINGS,
  pipelineVersion,
} from '../../../src/domain/settings.ts';
import type { Group, GroupId } from '../../../src/domain/group.ts';
import type { FileRecord } from '../../../src/domain/photo.ts';
import type {
  GroupChanges,
  MatcherWorker,
  PairCheck,
} from '../../../src/protocol/matcher-protocol.ts';
import type { PairMeasure } from '../../../src/domain/relation.ts';
import {
  type Kernels,
  loadKernels,
} from '../../../src/worker/kernels/load-kernels.ts';
import { COPY_MAKERS, type CopyMaker } from './copy-makers.ts';
import { makeFamily } from './family-files.ts';
import { labGroup } from './group-outcome.ts';
import {
  isTooSmall,
  judgePair,
  MATCHING,
  MATCHING_WITH_CROPS,
  ROOT,
  type Scanned,
} from './judge-pair.ts';
import { type KeptLook, keptLine } from './kept-pair.ts';
import { countPeerPairs } from './peer-methods.ts';
import {
  bytesOf,
  loadSource,
  MODIFIED_MS,
  reorientedBytes,
  type SourcePhoto,
} from './photo-files.ts';
import type {
  Lab,
  LabFolderScan,
  TriedCopies,
  TriedFamily,
} from './lab-results.ts';

const { fingerprint: reading } = DEFAULT_SETTINGS;
const CHECKS_AT_ONCE = 16;
const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Runs what the app runs in its workers, without the app's page around it. */
class AccuracyLab implements Lab {
  private kernels: Kernels | undefined;
  private workers: PoolWorker[] = [];
  private matcher: Remote<MatcherWorker> | undefined;
  /** What the matcher holds now. */
  private held: FileKey[] = [];
  private readonly groups = new Map<GroupId, Group>();
  private tried = 0;

  async start(workers: number): Promise<void> {
    const compiled = await compileKernels();
    if (!(compiled instanceof WebAssembly.Module)) {
      throw new TypeError('The kernels are not a compiled module.');
    }
    this.kernels = await loadKernels(compiled);
    for (let at = 0; at < workers; at += 1) {
      this.workers.push(
        new PoolWorker(compiled, (detail) => {
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
    await this.matcher.open(compiled, [ROOT], MATCHING);
  }

  async scan(base: string, paths: string[]): Promise<LabFolderScan> {
    return this.scanFiles(paths, async (path) => [
      new File([await fetched(`${base}${encodeURI(path)}`)], path, {
        lastModified: MODIFIED_MS,
      }),
    ]);
  }

  async scanTurned(base: string, paths: string[]): Promise<LabFolderScan> {
    return this.scanFiles(paths, async (path) => {
      const bytes = await bytesOf(await fetched(`${base}${encodeURI(path)}`));
      return ORIENTATIONS.map(
        (orientation) =>
          new File(
            [reorientedBytes(bytes, orientation)],
            `${path}#${orientation}`,
            { lastModified: MODIFIED_MS },
          ),
      );
    });
  }

  private async scanFiles(
    paths: string[],
    filesOf: (path: string) => Promise<File[]>,
  ): Promise<LabFolderScan> {
    const files = new Map<string, File>();
    const scanned: Scanned[] = [];
    await this.spread(paths, async (path, worker) => {
      for (const file of await filesOf(path)) {
        files.set(file.name, file);
        scanned.push(await this.analyze(file.name, file, worker));
      }
    });
    await this.begin(scanned);
    const { groups, pairsChecked, checkMs } = await this.settle(files, false);
    const cropped = await this.settle(files, true);
    return {
      groups: groups.map(labGroup),
      groupsWithCrops: cropped.groups.map(labGroup),
      cropPairsChecked: cropped.pairsChecked,
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

  async tryFamily(url: string, transforms: string[]): Promise<TriedFamily> {
    this.tried += 1;
    const { files, names } = await makeFamily(
      await loadSource(await fetched(url)),
      transforms,
      this.tried,
    );
    const { groups, skipped } = await this.scanFiles([url], () =>
      Promise.resolve(files),
    );
    for (const { path } of skipped) Reflect.deleteProperty(names, path);
    return { names, groups };
  }

  async tryCopies(url: string): Promise<TriedCopies> {
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
    const tried: TriedCopies = { results: {}, kept: [] };
    await this.spread([...COPY_MAKERS], async (maker, worker) => {
      const pair = await this.makePair(maker, source, usual, copyPath, worker);
      if (pair === undefined) {
        tried.results[maker.name] = { kind: 'not-made' };
        return;
      }
      await this.judge(url, maker.name, pair, worker, tried);
    });
    return tried;
  }

  private async judge(
    photo: string,
    transform: string,
    { original, copy, files }: LabPair,
    worker: PoolWorker,
    tried: TriedCopies,
  ): Promise<void> {
    if (this.kernels === undefined) throw new Error('start() was not called.');
    const looks: KeptLook[] = [];
    tried.results[transform] = await judgePair(
      this.kernels,
      original,
      copy,
      async (check) => {
        const measure = await look(check, files, worker);
        looks.push({ check, ...(measure && { measure }) });
        return measure;
      },
    );
    tried.kept.push(keptLine({ photo, transform, original, copy, looks }));
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
    await this.apply(await matcher.setSettings(MATCHING));
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
    if (withCrops)
      await this.apply(await matcher.setSettings(MATCHING_WITH_CROPS));
    let pairsChecked = 0;
    let checkMs = 0;
    for (;;) {
      const pairs = await matcher.nextChecks(CHECKS_AT_ONCE);
      if (pairs.length === 0) break;
      pairsChecked += pairs.length;
      const startedMs = performance.now();
      const results = await Promise.all(
        pairs.map(async (pair, at) => ({
          first: pair.first,
          second: pair.second,
          measure: await look(pair, files, this.any(at)),
        })),
      );
      checkMs += performance.now() - startedMs;
      await this.apply(
        await matcher.addMeasures(
          results.map(({ first, second, measure }) => ({
            first,
            second,
            ...(measure && { measure }),
          })),
        ),
      );
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

function tooSmallReason(
  record: FileRecord,
): { path: string; reason: string }[] {
  return isTooSmall(record)
    ? [
        {
          path: record.path,
          reason: `Under the minimum of ${MATCHING.minShortSidePx} px.`,
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
