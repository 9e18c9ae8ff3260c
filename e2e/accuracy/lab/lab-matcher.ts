import { wrap, type Remote } from 'comlink';
import { fileKey, type FileKey } from '../../../src/domain/photo-id.ts';
import type { Group, GroupId } from '../../../src/domain/group.ts';
import { listPacked } from '../../../src/domain/packed-groups.ts';
import type {
  GroupChanges,
  MatcherWorker,
} from '../../../src/protocol/matcher-protocol.ts';
import {
  MATCHING,
  MATCHING_WITH_CROPS,
  ROOT,
  type Scanned,
} from './judge-pair.ts';
import { look, type LabFiles, type LabWorkers } from './lab-workers.ts';

const CHECKS_AT_ONCE = 16;

/** What a library came to, with all its second looks taken. */
export interface SettledGroups {
  groups: Group[];
  pairsChecked: number;
  /** On average, by the clock. */
  checkMs: number;
}

/** The app's own matcher, given one library after the other. */
export class LabMatcher {
  private readonly matcher: Remote<MatcherWorker>;
  private readonly workers: LabWorkers;
  /** What the matcher holds now. */
  private held: FileKey[] = [];
  private readonly groups = new Map<GroupId, Group>();

  private constructor(matcher: Remote<MatcherWorker>, workers: LabWorkers) {
    this.matcher = matcher;
    this.workers = workers;
  }

  static async start(
    compiled: WebAssembly.Module,
    workers: LabWorkers,
  ): Promise<LabMatcher> {
    const matcher = wrap<MatcherWorker>(
      new Worker(
        new URL('../../../src/worker/matcher.worker.ts', import.meta.url),
        { type: 'module' },
      ),
    );
    await matcher.open(compiled, [ROOT], MATCHING);
    return new LabMatcher(matcher, workers);
  }

  /** Gives the matcher these files and no others. */
  async begin(scanned: readonly Scanned[]): Promise<void> {
    const { matcher } = this;
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

  /** Takes the second looks and groups, as the app's scan does. */
  async settle(files: LabFiles, withCrops: boolean): Promise<SettledGroups> {
    const { matcher } = this;
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
        pairs.map(async (pair, at) => {
          const measure = await look(pair, files, this.workers.any(at));
          const { first, second } = pair;
          return { first, second, ...(measure && { measure }) };
        }),
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

  /** Takes in changed groups, those too that the matcher hands over later. */
  private async apply(first: GroupChanges): Promise<void> {
    let changes = first;
    for (;;) {
      for (const id of changes.removed) this.groups.delete(id);
      for (const group of listPacked(changes.upserts, new TextDecoder())) {
        this.groups.set(group.id, group.whole());
      }
      if (changes.hasMore !== true) return;
      changes = await this.matcher.more();
    }
  }
}
