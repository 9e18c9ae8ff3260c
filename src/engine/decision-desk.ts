import {
  decisionKey,
  type CopyDecision,
  type Decision,
} from '../domain/decision.ts';
import type { GroupId, PhotoSummary } from '../domain/group.ts';
import type { FileKey } from '../domain/photo-id.ts';
import { deleteDecision, writeDecision } from '../storage/decisions-store.ts';
import type { AppContext } from './app-context.ts';
import type { GroupStore } from './group-store.ts';

/** One thing a person did: the decisions before and after, by key. */
interface Act {
  group: GroupId;
  changes: { before: Decision | undefined; after: Decision | undefined }[];
}

/** Stores each decision at once and knows how to take the latest ones back. */
export class DecisionDesk {
  private readonly decisions = new Map<string, Decision>();
  private readonly acts: Act[] = [];
  private readonly context: AppContext;
  private readonly groups: GroupStore;
  /** Tells the matcher, which answers with changed groups. */
  private readonly tellMatcher: (
    decision: Decision,
    isRevoked: boolean,
  ) => Promise<void>;

  constructor(
    context: AppContext,
    groups: GroupStore,
    tellMatcher: (decision: Decision, isRevoked: boolean) => Promise<void>,
  ) {
    this.context = context;
    this.groups = groups;
    this.tellMatcher = tellMatcher;
  }

  load(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      this.decisions.set(decisionKey(decision), decision);
    }
  }

  async setState(
    id: GroupId,
    key: FileKey,
    kind: 'keep' | 'move',
  ): Promise<void> {
    const member = this.groups.member(id, key);
    if (member === undefined || this.context.isWatchingOnly()) {
      return;
    }
    const { isProtected, path } = member.photo;
    if (kind === 'move' && isProtected) {
      this.context.notify(
        'info',
        `“${path}” lies in a protected folder and stays.`,
      );
      return;
    }
    await this.act(id, [copyDecision(kind, member.photo)], []);
  }

  /** Pins one copy and unpins whatever else was pinned in the group. */
  async pinKeeper(id: GroupId, key: FileKey): Promise<void> {
    const group = this.groups.get(id);
    const photo = this.groups.member(id, key)?.photo;
    if (
      group === undefined ||
      photo === undefined ||
      this.context.isWatchingOnly()
    ) {
      return;
    }
    const pin = copyDecision('keeper', photo);
    const revoked = [group.keeper, ...group.members.map((one) => one.photo)]
      .map((other) => decisionKey(copyDecision('keeper', other)))
      // A keeper cannot be on its way out: an earlier "move" of it is taken back too.
      .concat(decisionKey(copyDecision('move', photo)))
      .filter((other) => other !== decisionKey(pin))
      .map((other) => this.decisions.get(other))
      .filter((decision) => decision !== undefined);
    await this.act(id, [pin], revoked);
  }

  async separate(id: GroupId, key: FileKey): Promise<void> {
    const keeper = this.groups.get(id)?.keeper;
    const member = this.groups.member(id, key);
    if (
      keeper === undefined ||
      member === undefined ||
      this.context.isWatchingOnly()
    ) {
      return;
    }
    if (member.photo.content === keeper.content) {
      this.context.notify(
        'info',
        'These two files are identical byte for byte. Choose Keep to leave both where they are.',
      );
      return;
    }
    await this.act(
      id,
      [
        {
          kind: 'not-duplicates',
          first: keeper.content,
          second: member.photo.content,
          decidedMs: Date.now(),
        },
      ],
      [],
    );
  }

  /** Takes back the latest act of this visit. */
  async undo(): Promise<GroupId | undefined> {
    const act = this.acts.pop();
    if (act === undefined) {
      return undefined;
    }
    for (const change of act.changes.toReversed()) {
      await this.put(change.after, change.before);
    }
    this.announce();
    return act.group;
  }

  private async act(
    group: GroupId,
    made: readonly Decision[],
    revoked: readonly Decision[],
  ): Promise<void> {
    const changes: Act['changes'] = [
      ...revoked.map((before) => ({ before, after: undefined })),
      ...made.map((after) => ({
        before: this.decisions.get(decisionKey(after)),
        after,
      })),
    ];
    for (const { before, after } of changes) {
      await this.put(before, after);
    }
    this.acts.push({ group, changes });
    this.announce();
  }

  /** Stored first: a decision that is shown must survive a crash. */
  private async put(
    from: Decision | undefined,
    to: Decision | undefined,
  ): Promise<void> {
    if (from !== undefined && to !== undefined) {
      // Of two decisions under one key the later counts, and this may be the earlier one.
      await this.tellMatcher(from, true);
    }
    if (to !== undefined) {
      this.decisions.set(decisionKey(to), to);
      await this.context.withDatabase((db) => writeDecision(db, to));
      await this.tellMatcher(to, false);
    } else if (from !== undefined) {
      this.decisions.delete(decisionKey(from));
      await this.context.withDatabase((db) => deleteDecision(db, from));
      await this.tellMatcher(from, true);
    }
  }

  private announce(): void {
    this.context.store.update({ canUndoDecision: this.acts.length > 0 });
  }
}

function copyDecision(
  kind: CopyDecision['kind'],
  { copy, key, copies }: PhotoSummary,
): CopyDecision {
  return { kind, copy, place: { file: key, copies }, decidedMs: Date.now() };
}
