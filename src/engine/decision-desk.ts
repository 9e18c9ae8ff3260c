import {
  decisionKey,
  type CopyDecision,
  type Decision,
  type FavouriteDecision,
} from '../domain/decision.ts';
import {
  favouriteMarks,
  isFavourite,
  isRatedFavourite,
} from '../domain/favourite.ts';
import {
  memberOf,
  type Group,
  type GroupId,
  type PhotoSummary,
} from '../domain/group.ts';
import type { ContentHash, FileKey } from '../domain/photo-id.ts';
import type { FolderStep } from '../domain/folder-insight-plan.ts';
import { InTurn } from '../domain/in-turn.ts';
import type { SeriesPhoto } from '../domain/similar-shots.ts';
import type { DecisionChange } from '../protocol/matcher-protocol.ts';
import { changeDecisions } from '../storage/decisions-store.ts';
import type { AppContext } from './app-context.ts';
import type { DecidedPlace } from './app-engine.ts';
import type { GroupStore } from './group-store.ts';

/** One thing a person did: the decisions before and after, by key. */
interface Act {
  /** Absent where it was about a photo of a series. */
  place: DecidedPlace | undefined;
  changes: { before: Decision | undefined; after: Decision | undefined }[];
}

/**
 * Stores each decision at once and knows how to take the latest ones back. One at a time: a person
 * presses faster than a busy disk writes, and "undo" means the last press, not the last one stored.
 */
export class DecisionDesk {
  private readonly decisions = new Map<string, Decision>();
  private readonly acts: Act[] = [];
  private readonly turns = new InTurn();
  private readonly context: AppContext;
  private readonly groups: GroupStore;
  /** Tells the matcher, which answers with changed groups. */
  private readonly tellMatcher: (
    changes: readonly DecisionChange[],
  ) => Promise<void>;

  constructor(
    context: AppContext,
    groups: GroupStore,
    tellMatcher: (changes: readonly DecisionChange[]) => Promise<void>,
  ) {
    this.context = context;
    this.groups = groups;
    this.tellMatcher = tellMatcher;
  }

  load(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      this.decisions.set(decisionKey(decision), decision);
    }
    this.showFavourites();
  }

  setState(id: GroupId, key: FileKey, kind: 'keep' | 'move'): Promise<void> {
    return this.turns.run(async () => {
      const member = memberOf(this.groups.get(id), key);
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
      const place = { group: id, photo: key };
      await this.act(place, [copyDecision(kind, member.photo)], []);
    });
  }

  /** Pins one copy and unpins whatever else was pinned in the group. */
  pinKeeper(id: GroupId, key: FileKey): Promise<void> {
    return this.turns.run(async () => {
      const group = this.groups.get(id);
      const photo = memberOf(group, key)?.photo;
      if (
        group === undefined ||
        photo === undefined ||
        this.context.isWatchingOnly()
      ) {
        return;
      }
      await this.act(
        { group: id, photo: key },
        [copyDecision('keeper', photo)],
        this.revokedByPin(group, photo),
      );
    });
  }

  /** What a new keeper takes back: other pins of the group, and a "move" of its own. */
  private revokedByPin(group: Group, photo: PhotoSummary): Decision[] {
    const pin = decisionKey(copyDecision('keeper', photo));
    return (
      [group.keeper, ...group.members.map((one) => one.photo)]
        .map((other) => decisionKey(copyDecision('keeper', other)))
        // A keeper cannot be on its way out: an earlier "move" of it is taken back too.
        .concat(decisionKey(copyDecision('move', photo)))
        .filter((other) => other !== pin)
        .map((other) => this.decisions.get(other))
        .filter((decision) => decision !== undefined)
    );
  }

  /** Decides on all copies in a folder at once: one act, taken back as one. */
  takeSteps(steps: readonly FolderStep[]): Promise<void> {
    return this.turns.run(async () => {
      const [first] = steps;
      if (first === undefined || this.context.isWatchingOnly()) {
        return;
      }
      const made: Decision[] = [];
      const revoked: Decision[] = [];
      for (const { group, pin, moves } of steps) {
        if (pin !== undefined) {
          made.push(copyDecision('keeper', pin));
          revoked.push(...this.revokedByPin(group, pin));
        }
        made.push(...moves.map((photo) => copyDecision('move', photo)));
      }
      await this.act({ group: first.group.id }, made, revoked);
    });
  }

  separate(id: GroupId, key: FileKey): Promise<void> {
    return this.turns.run(async () => {
      const group = this.groups.get(id);
      const member = memberOf(group, key);
      if (
        group === undefined ||
        member === undefined ||
        this.context.isWatchingOnly()
      ) {
        return;
      }
      if (member.photo.content === group.keeper.content) {
        this.context.notify(
          'info',
          'These two files are identical byte for byte. Choose Keep to leave both where they are.',
        );
        return;
      }
      await this.act(
        { group: id, photo: key },
        [
          {
            kind: 'not-duplicates',
            first: group.keeper.content,
            second: member.photo.content,
            decidedMs: Date.now(),
          },
        ],
        [],
      );
    });
  }

  /** Marks a photo as one of the best of its series, or takes that back. */
  toggleFavourite(content: ContentHash): Promise<void> {
    return this.turns.run(async () => {
      if (this.context.isWatchingOnly()) return;
      const { series, ...said } = this.context.store.state;
      const rated = series
        .flatMap(({ photos }) => photos)
        .find((photo) => photo.content === content);
      const photo: Pick<SeriesPhoto, 'content' | 'rating'> = rated ?? {
        content,
      };
      const isWanted = !isFavourite(photo, favouriteMarks(said));
      const star: Decision = {
        kind: 'favourite',
        content,
        ...(isWanted ? {} : { isRefused: true }),
        decidedMs: Date.now(),
      };
      const known = this.decisions.get(decisionKey(star));
      // Back to what the file says: then nothing is decided.
      await (isWanted === isRatedFavourite(photo.rating) && known !== undefined
        ? this.act(undefined, [], [known])
        : this.act(undefined, [star], []));
    });
  }

  /** Takes back the latest act of this visit. */
  undo(): Promise<DecidedPlace | undefined> {
    return this.turns.run(async () => {
      const act = this.acts.pop();
      if (act === undefined) {
        return undefined;
      }
      await this.put(
        act.changes
          .toReversed()
          .map(({ before, after }) => ({ before: after, after: before })),
      );
      this.announce();
      return act.place;
    });
  }

  private async act(
    place: DecidedPlace | undefined,
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
    await this.put(changes);
    this.acts.push({ place, changes });
    this.announce();
  }

  /** Stored first: a decision that is shown must survive a crash. */
  private async put(changes: Act['changes']): Promise<void> {
    const told: DecisionChange[] = [];
    const stored: Decision[] = [];
    const removed: Decision[] = [];
    for (const { before, after } of changes) {
      if (before !== undefined) {
        // Of two decisions under one key the later counts, and the new one may be the earlier.
        told.push({ decision: before, isRevoked: true });
      }
      if (after !== undefined) {
        this.decisions.set(decisionKey(after), after);
        stored.push(after);
        told.push({ decision: after, isRevoked: false });
      } else if (before !== undefined) {
        this.decisions.delete(decisionKey(before));
        removed.push(before);
      }
    }
    await this.context.withDatabase((db) =>
      changeDecisions(db, stored, removed),
    );
    if ([...stored, ...removed].some(({ kind }) => kind === 'favourite')) {
      this.showFavourites();
    }
    await this.tellMatcher(told);
  }

  private showFavourites(): void {
    const said = [...this.decisions.values()].filter(
      (decision) => decision.kind === 'favourite',
    );
    const isRefused = (decision: FavouriteDecision): boolean =>
      decision.isRefused === true;
    this.context.store.update({
      favourites: said.filter((one) => !isRefused(one)).map(contentOf),
      notFavourites: said.filter(isRefused).map(contentOf),
    });
  }

  private announce(): void {
    this.context.store.update({ canUndoDecision: this.acts.length > 0 });
  }
}

function contentOf({ content }: FavouriteDecision): ContentHash {
  return content;
}

function copyDecision(
  kind: CopyDecision['kind'],
  { copy, key, copies }: PhotoSummary,
): CopyDecision {
  return { kind, copy, place: { file: key, copies }, decidedMs: Date.now() };
}
