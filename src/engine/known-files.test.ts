import { afterEach, expect, test, vi } from 'vitest';
import { contentHash, rootId } from '../domain/photo-id.ts';
import type { FileRecord } from '../domain/photo.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import type { FolderSource } from '../files/folder-source.ts';
import { AppContext } from './app-context.ts';
import type { AppState } from './app-state.ts';
import { KnownFiles } from './known-files.ts';
import { StateStore } from './state-store.ts';
import type { Ticker } from './ticker.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

function sidecar(number: number): FileRecord {
  return {
    root: rootId('r'),
    path: `${number}.xmp`,
    sizeBytes: 1,
    modifiedMs: 1,
    shot: `${number}.jpg`,
    pipelineVersion: '1',
    outcome: { kind: 'companion', content: contentHash('0'.repeat(64)) },
  };
}

test('a ledger that took long to make rests while a scan goes on, and is whole at its end', () => {
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const store = new StateStore({
    settings: DEFAULT_SETTINGS,
    companionFiles: [],
  } as unknown as AppState);
  const files = new KnownFiles(
    new AppContext(store, undefined as unknown as Ticker),
  );
  // Each file takes 10 ms to be told.
  vi.spyOn(files.index, 'companions').mockImplementation(() => {
    nowMs += files.index.size * 10;
    return Array.from({ length: files.index.size }, () => sidecar(0));
  });
  const told = (): number => store.state.companionFiles.length;
  const found = (number: number): void => {
    files.index.put(sidecar(number));
    files.indexChanged();
    files.showStaleLedger();
  };

  found(1);
  expect(told()).toBe(1);
  // It took 10 ms, and rests 200.
  nowMs += 199;
  found(2);
  expect(told()).toBe(1);
  nowMs += 1;
  files.showStaleLedger();
  expect(told()).toBe(2);
  found(3);
  expect(told()).toBe(2);
  files.showLedger();
  expect(told()).toBe(3);
  // Nothing has come since: it is not made again.
  nowMs += 10_000;
  const madeMs = nowMs;
  files.showStaleLedger();
  expect(nowMs).toBe(madeMs);
});

test('takes nothing in, and nothing out, when other folders are being opened already', async () => {
  const store = new StateStore({
    settings: DEFAULT_SETTINGS,
  } as unknown as AppState);
  const files = new KnownFiles(
    new AppContext(store, undefined as unknown as Ticker),
  );
  files.index.put(sidecar(1));
  const folder = { root: rootId('r') } as unknown as FolderSource;
  await files.load([folder], AbortSignal.abort());
  expect(files.index.size).toBe(1);
  // Nothing is stored here, so that nothing is known of it afterwards.
  await files.load([folder], new AbortController().signal);
  expect(files.index.size).toBe(0);
});
