import type { Decision } from '../domain/decision.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import type { ContentHash, FileKey } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import type { Root } from '../domain/root.ts';
import type { MatchingSettings } from '../domain/settings.ts';
import type { CompiledKernels } from '../protocol/compiled-kernels.ts';
import type {
  GroupChanges,
  MatcherWorker,
  PairCheck,
} from '../protocol/matcher-protocol.ts';
import { loadKernels } from './kernels/load-kernels.ts';
import type { GroupDiff } from './matcher-group-book.ts';
import { MatcherSession, type LookResult } from './matcher-session.ts';
import { MatcherStorage } from './matcher-storage.ts';

/**
 * The matcher behind its worker. Calls are worked off one after the other, in the order in which
 * they came, so a call may wait for storage without another one changing the groups under it.
 */
export class Matcher implements MatcherWorker {
  private readonly storage = new MatcherStorage();
  private session: MatcherSession | undefined;
  private last: Promise<unknown> = Promise.resolve();

  open(
    kernels: CompiledKernels,
    roots: readonly Root[],
    settings: MatchingSettings,
  ): Promise<GroupChanges> {
    return this.inTurn(async () => {
      if (!(kernels instanceof WebAssembly.Module)) {
        throw new TypeError('the kernels are not a compiled module');
      }
      const loaded = await loadKernels(kernels);
      await this.storage.open();
      const decisions = await this.storage.decisions();
      const looks = await this.storage.pairMeasures();
      const session = new MatcherSession(
        loaded,
        roots,
        settings,
        decisions,
        looks,
      );
      this.session = session;
      return this.addStored(session, roots);
    });
  }

  addFiles(
    files: readonly FileRecord[],
    fingerprints: readonly Fingerprint[],
  ): Promise<GroupChanges> {
    return this.inTurn(async () => {
      const session = this.opened();
      const all = await this.completed(session, files, fingerprints);
      return this.timed(() => session.putFiles(files, all));
    });
  }

  removeFiles(keys: readonly FileKey[]): Promise<GroupChanges> {
    return this.inTurn(() => this.timed(() => this.opened().removeFiles(keys)));
  }

  nextChecks(limit: number): Promise<readonly PairCheck[]> {
    return this.inTurn(() => this.opened().nextChecks(limit));
  }

  addMeasures(results: readonly LookResult[]): Promise<GroupChanges> {
    return this.inTurn(async () => {
      await this.storage.keepMeasures(
        results.flatMap(({ first, second, measure }) =>
          measure === undefined ? [] : { first, second, measure },
        ),
      );
      return this.timed(() => this.opened().setLooks(results));
    });
  }

  setSettings(settings: MatchingSettings): Promise<GroupChanges> {
    return this.inTurn(() =>
      this.timed(() => this.opened().setSettings(settings)),
    );
  }

  setRoots(roots: readonly Root[]): Promise<GroupChanges> {
    return this.inTurn(async () => {
      const session = this.opened();
      const known = new Set(session.openRoots.map(({ id }) => id));
      const changes = this.timed(() => session.setRoots(roots));
      const added = await this.addStored(
        session,
        roots.filter(({ id }) => !known.has(id)),
      );
      return joined(changes, added);
    });
  }

  setDecision(decision: Decision, isRevoked: boolean): Promise<GroupChanges> {
    return this.inTurn(() =>
      this.timed(() => this.opened().setDecision(decision, isRevoked)),
    );
  }

  private opened(): MatcherSession {
    if (!this.session) throw new Error('the matcher has not been opened');
    return this.session;
  }

  private async addStored(
    session: MatcherSession,
    roots: readonly Root[],
  ): Promise<GroupChanges> {
    const files: FileRecord[] = [];
    for (const { id } of roots) {
      for (const file of await this.storage.files(id)) files.push(file);
    }
    const all = await this.completed(session, files, []);
    return this.timed(() => session.putFiles(files, all));
  }

  /** The fingerprints that these files need: those given, and from storage what is still missing. */
  private async completed(
    session: MatcherSession,
    files: readonly FileRecord[],
    given: readonly Fingerprint[],
  ): Promise<readonly Fingerprint[]> {
    const known = new Set(given.map(({ content }) => content));
    const missing = new Set<ContentHash>();
    for (const { outcome } of files) {
      if (outcome.kind !== 'fingerprinted') continue;
      const { content } = outcome;
      if (!known.has(content) && !session.knows(content)) missing.add(content);
    }
    const stored = await this.storage.fingerprints([...missing]);
    return [...given, ...stored];
  }

  private timed(change: () => GroupDiff): GroupChanges {
    const startedMs = performance.now();
    const { upserts, removed } = change();
    const matchMs = performance.now() - startedMs;
    return {
      upserts,
      removed,
      pairsWaiting: this.opened().pairsWaiting,
      matchMs,
    };
  }

  private inTurn<Result>(
    task: () => Result | Promise<Result>,
  ): Promise<Result> {
    const result = this.last.then(task);
    // A call that fails is told to its caller; the next one has its turn all the same.
    this.last = result.catch(() => undefined);
    return result;
  }
}

/** Two changes in a row as one: the later one wins. */
function joined(first: GroupChanges, second: GroupChanges): GroupChanges {
  const replaced = new Set([
    ...second.upserts.map(({ id }) => id),
    ...second.removed,
  ]);
  const made = new Set(second.upserts.map(({ id }) => id));
  return {
    upserts: [
      ...first.upserts.filter(({ id }) => !replaced.has(id)),
      ...second.upserts,
    ],
    removed: [
      ...first.removed.filter((id) => !made.has(id)),
      ...second.removed,
    ],
    pairsWaiting: second.pairsWaiting,
    matchMs: first.matchMs + second.matchMs,
  };
}
