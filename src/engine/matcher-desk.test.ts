import { expose } from 'comlink';
import { afterEach, expect, it, vi } from 'vitest';
import { buildGroups } from '../domain/build-groups.ts';
import { testInput } from '../domain/group-test-edges.ts';
import { testCopies } from '../domain/group-test-photos.ts';
import { packGroups } from '../domain/packed-groups.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import type { GroupChanges } from '../protocol/matcher-protocol.ts';
import type { AppState } from './app-state.ts';
import { MatcherDesk } from './matcher-desk.ts';
import { StateStore } from './state-store.ts';
import type { WorkerPool } from './worker-pool.ts';

const PORTIONS = 20;
/** Of what takes a portion; five of them are longer than what is shown stands at least. */
const PORTION_MS = 120;

let clockMs = 0;
const ports: MessagePort[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const port of ports.splice(0)) port.close();
});

function portion(place: number): GroupChanges {
  const copies = testCopies({ name: `photo ${place}` }, [
    `${place}/a.jpg`,
    `${place}/b.jpg`,
  ]);
  return {
    upserts: packGroups(
      buildGroups(testInput([copies], [])),
      new TextEncoder(),
    ),
    removed: [],
    pairsWaiting: 0,
    picturesLeftOut: 0,
    matchMs: 0,
    hasMore: place < PORTIONS,
  };
}

/** A worker that has one group in each portion. */
function startFakeWorker(): MessagePort {
  let place = 0;
  const next = (): GroupChanges => {
    clockMs += PORTION_MS;
    place += 1;
    return portion(place);
  };
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(
    {
      open: next,
      more: next,
      useHelp: () => undefined,
      stopJoins: () => undefined,
    },
    port2,
  );
  return port1;
}

it('shows the groups of an opened folder at once, then twice a second, and in the end all', async () => {
  clockMs = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
  const newWorker = vi.fn(function newWorker() {
    return startFakeWorker();
  });
  vi.stubGlobal('Worker', newWorker);
  const store = new StateStore({
    groups: [],
    settings: DEFAULT_SETTINGS,
  } as unknown as AppState);
  const desk = new MatcherDesk(
    store,
    {},
    { workers: 1 } as unknown as WorkerPool,
    () => undefined,
  );
  const shown: { groups: number; atMs: number }[] = [];
  store.subscribe(() => {
    shown.push({ groups: store.state.groups.length, atMs: clockMs });
  });

  const { first, all } = desk.open([], new AbortController().signal, () =>
    Promise.resolve(),
  );
  await first;
  expect(shown.at(-1)?.groups).toBe(1);
  await all;
  expect(shown.at(-1)?.groups).toBe(PORTIONS);
  // The last one comes with the end, however long after the one before.
  const times = shown.slice(0, -1).map(({ atMs }) => atMs);
  const waits = times.slice(1).map((atMs, at) => atMs - times[at]!);
  expect(waits.length).toBeGreaterThanOrEqual(3);
  for (const waitMs of waits) {
    expect(waitMs).toBeGreaterThan(500);
    expect(waitMs).toBeLessThanOrEqual(500 + PORTION_MS);
  }
});
