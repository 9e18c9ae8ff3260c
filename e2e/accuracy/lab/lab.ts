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
import { exifSegment, withSegment } from './carry-exif.ts';
import { BASE_LONG_SIDE_PX, context, COPY_MAKERS } from './copy-makers.ts';
import type {
  CopyResult,
  CopyResults,
  Lab,
  LabFolderResult,
  LabGroup,
} from './lab-results.ts';

const { matching, fingerprint: reading } = DEFAULT_SETTINGS;
const CHECKS_AT_ONCE = 16;
const ORIGINAL_QUALITY = 0.95;
/** One date for every file, so that age never gives the original away. */
const MODIFIED_MS = Date.UTC(2020, 0, 1);

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

  async scan(base: string, paths: string[]): Promise<LabFolderResult> {
    const files = new Map<string, File>();
    const scanned: Scanned[] = [];
    await this.spread(paths, async (path, worker) => {
      const response = await fetch(`${base}${encodeURI(path)}`);
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      const file = new File([await response.blob()], path, {
        lastModified: MODIFIED_MS,
      });
      files.set(path, file);
      scanned.push(await this.analyze(path, file, worker));
    });
    const { groups, pairsChecked, checkMs } = await this.group(scanned, files);
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
    };
  }

  async tryCopies(url: string): Promise<CopyResults> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
    const photo = await response.blob();
    const picture = await loadBase(photo);
    const original = await encodeOriginal(picture, photo);
    // Neither name says which is the original, and each sorts first in half of the photos.
    this.tried += 1;
    const [originalPath, copyPath] =
      this.tried % 2 === 0 ? ['a.jpg', 'b.jpg'] : ['b.jpg', 'a.jpg'];
    const source = await this.analyze(originalPath, original, this.any(0));
    const results: CopyResults = {};
    // The matcher holds one pair at a time; making and analyzing copies goes on beside it.
    let turn: Promise<unknown> = Promise.resolve();
    await this.spread([...COPY_MAKERS], async (maker, worker) => {
      const copy = await encode(maker.make(picture), maker.type, maker.quality);
      const found = await this.analyze(copyPath, copy, worker);
      const files = new Map([
        [originalPath, original],
        [copyPath, copy],
      ]);
      const mine = turn.then(() => this.group([source, found], files));
      turn = mine;
      results[maker.name] = copyResult(
        found.record,
        (await mine).groups,
        originalPath,
      );
    });
    return results;
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

  /** Matches, takes the second looks and groups, as the app's scan does. */
  private async group(
    scanned: readonly Scanned[],
    files: ReadonlyMap<string, File>,
  ): Promise<{ groups: Group[]; pairsChecked: number; checkMs: number }> {
    const { matcher } = this;
    if (matcher === undefined) {
      throw new Error('start() was not called.');
    }
    const groups = new Map<GroupId, Group>();
    const apply = (changes: GroupChanges): void => {
      for (const id of changes.removed) groups.delete(id);
      for (const group of changes.upserts) groups.set(group.id, group);
    };
    await matcher.removeFiles(this.held);
    this.held = scanned.map(({ record }) => fileKey(ROOT.id, record.path));
    apply(
      await matcher.addFiles(
        scanned.map(({ record }) => record),
        scanned.flatMap(({ fingerprint }) => fingerprint ?? []),
      ),
    );
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
      apply(await matcher.addMeasures(results));
    }
    return {
      groups: [...groups.values()],
      pairsChecked,
      checkMs: pairsChecked === 0 ? 0 : checkMs / pairsChecked,
    };
  }
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

function labGroup(group: Group): LabGroup {
  return {
    keeper: group.keeper.path,
    isAbstained: group.keeperChoice.kind === 'abstained',
    members: group.members.map(({ photo, relation, evidence, state }) => ({
      path: photo.path,
      relation: relation.kind,
      rule: evidence.rule,
      isProposed: state === 'move',
    })),
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

function copyResult(
  copy: FileRecord,
  groups: readonly Group[],
  originalPath: string,
): CopyResult {
  if (isTooSmall(copy)) return { kind: 'too-small' };
  const [group] = groups;
  const [member] = group?.members ?? [];
  if (group === undefined || member === undefined) return { kind: 'apart' };
  return {
    kind: 'grouped',
    relation: member.relation.kind,
    keeper:
      group.keeperChoice.kind === 'abstained'
        ? 'abstained'
        : group.keeper.path === originalPath
          ? 'original'
          : 'copy',
    isProposed: member.state === 'move',
  };
}

/** The photo upright, at most BASE_LONG_SIDE_PX on its long side. */
async function loadBase(photo: Blob): Promise<OffscreenCanvas> {
  const bitmap = await createImageBitmap(photo);
  const scale = Math.min(
    1,
    BASE_LONG_SIDE_PX / Math.max(bitmap.width, bitmap.height),
  );
  const canvas = new OffscreenCanvas(
    Math.round(bitmap.width * scale),
    Math.round(bitmap.height * scale),
  );
  context(canvas).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** The base as a good JPEG with the photo's own EXIF, which copies lose as most programs do. */
async function encodeOriginal(
  canvas: OffscreenCanvas,
  photo: Blob,
): Promise<File> {
  const plain = await encode(canvas, 'image/jpeg', ORIGINAL_QUALITY);
  const segment = exifSegment(new Uint8Array(await photo.arrayBuffer()));
  if (segment === undefined) return plain;
  const bytes = new Uint8Array(await plain.arrayBuffer());
  return new File([withSegment(bytes, segment)], plain.name, {
    lastModified: MODIFIED_MS,
  });
}

async function encode(
  canvas: OffscreenCanvas,
  type: string,
  quality: number,
): Promise<File> {
  const blob = await canvas.convertToBlob({ type, quality });
  return new File([blob], type, { lastModified: MODIFIED_MS });
}

declare global {
  interface Window {
    lab: Lab;
  }
}
window.lab = new AccuracyLab();
