import { expect, test } from 'vitest';
import { DecisionIndex } from '../domain/decision-index.ts';
import { groupId, type Group, type PhotoSummary } from '../domain/group.ts';
import { packGroups } from '../domain/packed-groups.ts';
import {
  contentHash,
  copyKey,
  fileKey,
  rootId,
  type ContentHash,
} from '../domain/photo-id.ts';
import { AppContext } from './app-context.ts';
import type { AppState } from './app-state.ts';
import { DecisionDesk } from './decision-desk.ts';
import { GroupStore } from './group-store.ts';
import { StateStore } from './state-store.ts';
import type { Ticker } from './ticker.ts';

const root = rootId('r');

function photo(path: string, content: ContentHash, rank = 0): PhotoSummary {
  return {
    root,
    path,
    sizeBytes: 1,
    modifiedMs: 1,
    key: fileKey(root, path),
    copy: copyKey(content, rank),
    copies: 1,
    content,
    format: 'jpeg',
    widthPx: 100,
    heightPx: 100,
    frameCount: 1,
    isProtected: path.startsWith('safe/'),
    exif: { orientation: 1, hasGps: false },
    quality: { sharpness: 0, spectralDrop: 0, blockiness: 0 },
  };
}

const [a, b, c] = ['aa', 'bb', 'cc'].map(contentHash) as [
  ContentHash,
  ContentHash,
  ContentHash,
];
const keeper = photo('a.jpg', a);
const member = photo('b.jpg', b);
const safe = photo('safe/c.jpg', c);

/** A desk whose decisions arrive in a real index, as they do in the matcher. */
function desk(): {
  desk: DecisionDesk;
  index: DecisionIndex;
  group: Group;
  store: StateStore;
} {
  const group: Group = {
    id: groupId(a),
    category: 're-saved',
    keeper,
    keeperChoice: { kind: 'chosen', reasons: [] },
    members: [member, safe].map((one) => ({
      photo: one,
      relation: { kind: 're-encoded', transform: 'upright' },
      evidence: { rule: '' },
      state: 'undecided',
      isDecided: false,
      isBeingChecked: false,
    })),
    alsoSimilar: [],
  };
  const groups = new GroupStore();
  groups.apply({
    upserts: packGroups([group], new TextEncoder()),
    removed: [],
  });
  const store = new StateStore({
    notices: [],
    series: [],
    favourites: [],
    notFavourites: [],
  } as unknown as AppState);
  const context = new AppContext(store, undefined as unknown as Ticker);
  const index = new DecisionIndex();
  return {
    index,
    group,
    store,
    desk: new DecisionDesk(context, groups, (changes) => {
      for (const { decision, isRevoked } of changes) {
        if (isRevoked) {
          index.revoke(decision);
        } else {
          index.apply(decision);
        }
      }
      return Promise.resolve();
    }),
  };
}

function stateOf(index: DecisionIndex): string | undefined {
  return index.ofCopies(b, [member.key])[0]?.state;
}

test('undo goes back step by step, also to an earlier decision', async () => {
  const { desk: decisions, index, group } = desk();
  await decisions.setState(group.id, member.key, 'keep');
  await decisions.setState(group.id, member.key, 'move');
  expect(stateOf(index)).toBe('move');
  expect(await decisions.undo()).toEqual({
    group: group.id,
    photo: member.key,
  });
  expect(stateOf(index)).toBe('keep');
  await decisions.undo();
  expect(stateOf(index)).toBeUndefined();
  expect(await decisions.undo()).toBeUndefined();
});

test('undo takes back the last press, even while it is being stored', async () => {
  const { desk: decisions, index, group, store } = desk();
  const presses = [
    decisions.setState(group.id, member.key, 'keep'),
    decisions.setState(group.id, member.key, 'move'),
    decisions.undo(),
    decisions.toggleFavourite(b),
    decisions.toggleFavourite(b),
    decisions.toggleFavourite(b),
    decisions.undo(),
  ];
  await Promise.all(presses);
  expect(stateOf(index)).toBe('keep');
  expect(store.state.favourites).toEqual([]);
});

test('a new keeper takes back its own "move" and the old pin; undo restores both', async () => {
  const { desk: decisions, index, group } = desk();
  await decisions.pinKeeper(group.id, keeper.key);
  await decisions.setState(group.id, member.key, 'move');
  await decisions.pinKeeper(group.id, member.key);
  expect(index.ofCopies(b, [member.key])[0]?.pinnedMs).toBeGreaterThan(0);
  expect(stateOf(index)).toBeUndefined();
  await decisions.undo();
  expect(stateOf(index)).toBe('move');
  expect(index.ofCopies(b, [member.key])[0]?.pinnedMs).toBe(0);
});

test('a protected photo cannot be decided to move', async () => {
  const { desk: decisions, index, group } = desk();
  await decisions.setState(group.id, safe.key, 'move');
  expect(index.ofCopies(c, [safe.key])[0]?.state).toBeUndefined();
});

test('the copies of a folder are decided in one act, and taken back as one', async () => {
  const { desk: decisions, index, group } = desk();
  await decisions.setState(group.id, member.key, 'move');
  await decisions.takeSteps([{ group, pin: member, moves: [keeper] }]);
  expect(index.ofCopies(b, [member.key])[0]?.pinnedMs).toBeGreaterThan(0);
  expect(stateOf(index)).toBeUndefined();
  expect(index.ofCopies(a, [keeper.key])[0]?.state).toBe('move');
  await decisions.undo();
  expect(index.ofCopies(b, [member.key])[0]?.pinnedMs).toBe(0);
  expect(stateOf(index)).toBe('move');
  expect(index.ofCopies(a, [keeper.key])[0]?.state).toBeUndefined();
});

test('"not the same" is kept as a pair', async () => {
  const { desk: decisions, index, group } = desk();
  await decisions.separate(group.id, member.key);
  expect(index.isNotDuplicates(a, b)).toBe(true);
  await decisions.undo();
  expect(index.isNotDuplicates(a, b)).toBe(false);
});

test('a favourite is a star that can be taken back, whatever group it is in', async () => {
  const { desk: decisions, index, store, group } = desk();
  await decisions.setState(group.id, member.key, 'move');
  await decisions.toggleFavourite(b);
  await decisions.toggleFavourite(c);
  expect(store.state.favourites).toEqual([b, c]);
  // It says nothing about what goes.
  expect(stateOf(index)).toBe('move');
  await decisions.toggleFavourite(b);
  expect(store.state.favourites).toEqual([c]);
  expect(await decisions.undo()).toBeUndefined();
  expect([...store.state.favourites].sort()).toEqual([b, c]);
  await decisions.undo();
  await decisions.undo();
  expect(store.state.favourites).toEqual([]);
  expect(stateOf(index)).toBe('move');
  expect(await decisions.undo()).toEqual({
    group: group.id,
    photo: member.key,
  });
});

test('the star of a rated photo can be taken away, and comes back by itself', async () => {
  const { desk: decisions, store } = desk();
  const photos = [
    { key: keeper.key, content: a, afterS: 0, rating: 5 },
    { key: member.key, content: b, afterS: 1, rating: 3 },
  ];
  const series = { id: 's', startedAt: '2019-07-14T06:12:40', photos };
  store.update({ series: [series] });
  await decisions.toggleFavourite(a);
  await decisions.toggleFavourite(b);
  expect(store.state.notFavourites).toEqual([a]);
  expect(store.state.favourites).toEqual([b]);
  await decisions.toggleFavourite(a);
  await decisions.toggleFavourite(b);
  expect(store.state.notFavourites).toEqual([]);
  expect(store.state.favourites).toEqual([]);
  await decisions.undo();
  await decisions.undo();
  expect(store.state.notFavourites).toEqual([a]);
});

test('favourites of earlier visits are shown', () => {
  const { desk: decisions, store } = desk();
  decisions.load([{ kind: 'favourite', content: a, decidedMs: 1 }]);
  expect(store.state.favourites).toEqual([a]);
});
