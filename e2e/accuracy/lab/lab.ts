import { compileKernels } from '../../../src/engine/compile-kernels.ts';
import type { PoolWorker } from '../../../src/engine/pool-worker.ts';
import { describeFailure } from '../../../src/domain/photo-failure.ts';
import {
  type Kernels,
  loadKernels,
} from '../../../src/worker/kernels/load-kernels.ts';
import { COPY_MAKERS, type CopyMaker } from './copy-makers.ts';
import { makeFamily } from './family-files.ts';
import { labGroup } from './group-outcome.ts';
import { isTooSmall, judgePair, MATCHING, type Scanned } from './judge-pair.ts';
import { type KeptLook, keptLine } from './kept-pair.ts';
import { LabMatcher } from './lab-matcher.ts';
import { analyze, LabWorkers, look, type LabFiles } from './lab-workers.ts';
import { drawLookalikes, LOOKALIKES } from './lookalike-drawings.ts';
import {
  LOOKALIKE_SAVINGS,
  type LookalikeSaving,
  saveLookalike,
} from './lookalike-savings.ts';
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

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];

interface Tools {
  kernels: Kernels;
  workers: LabWorkers;
  matcher: LabMatcher;
}

/** An original and one copy of it, analyzed. */
interface LabPair {
  original: Scanned;
  copy: Scanned;
  files: LabFiles;
}

/** Runs what the app runs in its workers, without the app's page around it. */
class AccuracyLab implements Lab {
  private started: Tools | undefined;
  private tried = 0;

  async start(workerCount: number): Promise<void> {
    const compiled = await compileKernels();
    if (!(compiled instanceof WebAssembly.Module)) {
      throw new TypeError('The kernels are not a compiled module.');
    }
    const workers = await LabWorkers.start(compiled, workerCount);
    this.started = {
      kernels: await loadKernels(compiled),
      workers,
      matcher: await LabMatcher.start(compiled, workers),
    };
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
    const { workers } = this.tools();
    const source = await loadSource(await fetched(url));
    // Neither name says which is the original, and each sorts first in half of the photos.
    this.tried += 1;
    const [originalPath, copyPath] =
      this.tried % 2 === 0 ? ['a.jpg', 'b.jpg'] : ['b.jpg', 'a.jpg'];
    const usual = await analyze(originalPath, source.original, workers.any(0));
    const tried: TriedCopies = { results: {}, kept: [] };
    await workers.spread([...COPY_MAKERS], async (maker, worker) => {
      const pair = await makePair(maker, source, usual, copyPath, worker);
      if (pair === undefined) {
        tried.results[maker.name] = { kind: 'not-made' };
        return;
      }
      await this.judge(url, maker.name, pair, worker, tried);
    });
    return tried;
  }

  async tryLookalikes(url: string, seed: number): Promise<TriedCopies> {
    const { picture } = await loadSource(await fetched(url));
    const tried: TriedCopies = { results: {}, kept: [] };
    await this.tools().workers.spread(
      Object.keys(LOOKALIKES),
      async (kind, worker) => {
        const pictures = drawLookalikes(kind, picture, seed);
        for (const saving of LOOKALIKE_SAVINGS) {
          const pair = await savePair(pictures, saving, worker);
          const name = `${kind} ${saving.name}`;
          await this.judge(url, name, pair, worker, tried);
        }
      },
    );
    return tried;
  }

  private tools(): Tools {
    if (this.started === undefined) throw new Error('start() was not called.');
    return this.started;
  }

  private async scanFiles(
    paths: string[],
    filesOf: (path: string) => Promise<File[]>,
  ): Promise<LabFolderScan> {
    const { matcher, workers } = this.tools();
    const files = new Map<string, File>();
    const scanned: Scanned[] = [];
    await workers.spread(paths, async (path, worker) => {
      for (const file of await filesOf(path)) {
        files.set(file.name, file);
        scanned.push(await analyze(file.name, file, worker));
      }
    });
    await matcher.begin(scanned);
    const { groups, pairsChecked, checkMs } = await matcher.settle(
      files,
      false,
    );
    const cropped = await matcher.settle(files, true);
    return {
      groups: groups.map(labGroup),
      groupsWithCrops: cropped.groups.map(labGroup),
      cropPairsChecked: cropped.pairsChecked,
      skipped: scanned.flatMap(notCompared),
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

  private async judge(
    photo: string,
    transform: string,
    { original, copy, files }: LabPair,
    worker: PoolWorker,
    tried: TriedCopies,
  ): Promise<void> {
    const looks: KeptLook[] = [];
    tried.results[transform] = await judgePair(
      this.tools().kernels,
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
}

async function makePair(
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
      : await analyze(path, made.original, worker);
  return {
    original,
    copy: await analyze(copyPath, made.copy, worker),
    files: new Map([
      [path, made.original ?? source.original],
      [copyPath, made.copy],
    ]),
  };
}

/** Two pictures as files, each saved in its own way. */
async function savePair(
  [one, other]: readonly [OffscreenCanvas, OffscreenCanvas],
  { first, second }: LookalikeSaving,
  worker: PoolWorker,
): Promise<LabPair> {
  const original = await saveLookalike(one, first);
  const copy = await saveLookalike(other, second);
  return {
    original: await analyze('a', original, worker),
    copy: await analyze('b', copy, worker),
    files: new Map([
      ['a', original],
      ['b', copy],
    ]),
  };
}

async function fetched(url: string): Promise<Blob> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response.blob();
}

/** Why a file takes no part, if it does not. */
function notCompared({ record }: Scanned): { path: string; reason: string }[] {
  const { path, outcome } = record;
  if (outcome.kind === 'skipped') {
    return [{ path, reason: describeFailure(outcome.failure).what }];
  }
  return isTooSmall(record)
    ? [{ path, reason: `Under the minimum of ${MATCHING.minShortSidePx} px.` }]
    : [];
}

declare global {
  interface Window {
    lab: Lab;
  }
}
window.lab = new AccuracyLab();
