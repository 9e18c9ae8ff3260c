import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contentHash,
  fileKey,
  rootId,
  type FileKey,
  type RootId,
} from '../domain/photo-id.ts';
import {
  isCompanionFile,
  type FileFacts,
  type FileOutcome,
  type FileRecord,
} from '../domain/photo.ts';
import { FileIndex, type IndexedFile } from './file-index.ts';

const ROOTS = ['r', 'r/a'].map(rootId);
const NAMES = ['x.jpg', 'a/x.jpg', 'a/x.xmp', 'ä/ü😀', 'a/b/2023 07/x.jpg'];
const SHOTS = ['own', 'x.jpg', 'a/x.jpg', 'elsewhere/long name.jpg'];

type Step =
  | { kind: 'put'; record: FileRecord }
  | { kind: 'remove'; root: RootId; path: string }
  | { kind: 'meet'; facts: FileFacts; version: string }
  | { kind: 'remove root' | 'begin listing'; root: RootId };

const root = fc.constantFrom(...ROOTS);
const path = fc.constantFrom(...NAMES);
const version = fc.constantFrom('1', '2');
const side = fc.constantFrom(50, 99, 100, 3000, 2 ** 16 - 1, 70_000);
const facts = fc
  .record({
    root,
    path,
    sizeBytes: fc.constantFrom(0, 10, 2 ** 32 - 1, 2 ** 40),
    modifiedMs: fc.constantFrom(0, -5.5, 1.7e12),
    shot: fc.constantFrom(undefined, undefined, ...SHOTS),
  })
  .map(({ shot, ...rest }): FileFacts =>
    shot === undefined
      ? rest
      : { ...rest, shot: shot === 'own' ? rest.path : shot },
  );
const content = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => contentHash(Buffer.from(bytes).toString('hex')));
const outcome = fc.oneof(
  fc
    .tuple(content, side, side)
    .map(([own, widthPx, heightPx]): FileOutcome => ({
      kind: 'fingerprinted',
      content: own,
      widthPx,
      heightPx,
    })),
  fc.constantFrom<FileOutcome>(
    { kind: 'skipped', failure: { kind: 'empty-file' } },
    { kind: 'skipped', failure: { kind: 'vanished' } },
    { kind: 'companion' },
  ),
  fc
    .tuple(content, fc.constantFrom(undefined, { rating: 5 }, { rating: 0 }))
    .map(([own, notes]): FileOutcome => ({
      kind: 'companion',
      content: own,
      ...(notes === undefined ? {} : { notes }),
    })),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    record: fc
      .tuple(facts, outcome, version)
      .map(([of, became, pipelineVersion]) => ({
        ...of,
        pipelineVersion,
        outcome: became,
      })),
  }),
  fc.record({ kind: fc.constant('remove' as const), root, path }),
  fc.record({ kind: fc.constant('meet' as const), facts, version }),
  fc.record({
    kind: fc.constantFrom('remove root' as const, 'begin listing' as const),
    root,
  }),
);

/** A Map of whole records, which is what the index stands for. */
class Model {
  readonly records = new Map<FileKey, FileRecord>();
  readonly met = new Set<FileKey>();

  put(record: FileRecord): void {
    const key = fileKey(record.root, record.path);
    this.records.set(key, record);
    this.met.add(key);
  }

  keysOf(id: RootId): FileKey[] {
    return [...this.records]
      .filter(([, record]) => record.root === id)
      .map(([key]) => key);
  }

  meet(of: FileFacts, pipelineVersion: string): FileRecord | undefined {
    const key = fileKey(of.root, of.path);
    const known = this.records.get(key);
    this.met.add(key);
    return known?.sizeBytes === of.sizeBytes &&
      known.modifiedMs === of.modifiedMs &&
      known.pipelineVersion === pipelineVersion &&
      (known.outcome.kind === 'companion') === isCompanionFile(of) &&
      !(
        known.outcome.kind === 'skipped' &&
        known.outcome.failure.kind === 'vanished'
      )
      ? known
      : undefined;
  }

  kept(of: (record: FileRecord) => boolean): string[] {
    return [...this.records]
      .filter(([, record]) => of(record))
      .map(([key]) => key)
      .sort();
  }
}

/** What the index has of a record. */
function indexed(record: FileRecord): IndexedFile {
  if (record.outcome.kind !== 'fingerprinted') {
    return { ...record, outcome: record.outcome };
  }
  const { kind, widthPx, heightPx } = record.outcome;
  return { ...record, outcome: { kind, widthPx, heightPx } };
}

function isSmall({ outcome: of }: FileRecord, limitPx: number): boolean {
  return (
    of.kind === 'fingerprinted' && Math.min(of.widthPx, of.heightPx) < limitPx
  );
}

function take(index: FileIndex, model: Model, one: Step): void {
  switch (one.kind) {
    case 'put':
      index.put(one.record);
      model.put(one.record);
      break;
    case 'remove': {
      const key = fileKey(one.root, one.path);
      index.remove(key);
      model.records.delete(key);
      break;
    }
    case 'meet': {
      const known = model.meet(one.facts, one.version);
      expect(index.meet(one.facts, one.version)).toEqual(
        known && {
          kind: known.outcome.kind,
          ...(known.shot === undefined ? {} : { shot: known.shot }),
        },
      );
      break;
    }
    case 'remove root':
      index.removeRoot(one.root);
      for (const key of model.keysOf(one.root)) model.records.delete(key);
      break;
    case 'begin listing':
      index.beginListing(one.root);
      for (const key of model.keysOf(one.root)) model.met.delete(key);
  }
}

function expectSame(index: FileIndex, model: Model): void {
  expect(index.size).toBe(model.records.size);
  // One by one, `expect` would take seconds.
  const others = [...model.records].filter(
    ([key, record]) => !isDeepStrictEqual(index.get(key), indexed(record)),
  );
  expect(others).toEqual([]);
  for (const id of ROOTS) {
    const own = model.keysOf(id);
    expect(index.countOf(id)).toBe(own.length);
    const unmet = own.filter((key) => !model.met.has(key));
    expect(index.unmet(id).sort()).toEqual(unmet.sort());
  }
  const keysOf = (files: readonly FileFacts[]): string[] =>
    files.map((file) => fileKey(file.root, file.path)).sort();
  for (const limitPx of [0, 100, 5000]) {
    const small = (record: FileRecord): boolean => isSmall(record, limitPx);
    const isSkipped = ({ outcome: of }: FileRecord): boolean =>
      of.kind === 'skipped';
    expect(keysOf(index.ledger(limitPx))).toEqual(
      model.kept((record) => small(record) || isSkipped(record)),
    );
    const compared = model.kept(
      (record) => record.outcome.kind === 'fingerprinted' && !small(record),
    );
    expect(index.size).toBe(
      compared.length +
        index.ledger(limitPx).length +
        index.companions().length,
    );
  }
  expect(index.skippedKeys().sort()).toEqual(
    model.kept(({ outcome: of }) => of.kind === 'skipped'),
  );
  expect(keysOf(index.companions())).toEqual(
    model.kept(({ outcome: of }) => of.kind === 'companion'),
  );
}

test('says what a map of records would say, whatever happens to it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const index = new FileIndex();
      const model = new Model();
      for (const one of steps) take(index, model, one);
      expectSame(index, model);
    }),
    { numRuns: 200 },
  );
});

test('thousands come and go, and what is left is as it was put', () => {
  const samples = fc.sample(
    fc.tuple(facts, outcome).map(([of, became]) => ({
      ...of,
      pipelineVersion: '1',
      outcome: became,
    })),
    50,
  );
  const index = new FileIndex();
  const model = new Model();
  const numbered = (number: number): FileRecord => {
    const sample = samples[number % samples.length]!;
    return { ...sample, path: `${sample.path} ${number}` };
  };
  for (let number = 0; number < 5000; number += 1) {
    take(index, model, { kind: 'put', record: numbered(number) });
  }
  // Until the rows are packed, and then on.
  for (let number = 0; number < 4500; number += 1) {
    const { root: id, path: own } = numbered(number);
    take(index, model, { kind: 'remove', root: id, path: own });
    if (number % 1000 === 900) expectSame(index, model);
  }
  take(index, model, { kind: 'begin listing', root: ROOTS[0]! });
  for (let number = 4000; number < 4700; number += 1) {
    take(index, model, { kind: 'put', record: numbered(number) });
  }
  expectSame(index, model);
});

test('a file takes about 20 bytes and its name', () => {
  const files = 100_000;
  const before = process.memoryUsage();
  const index = new FileIndex();
  for (let number = 0; number < files; number += 1) {
    index.put({
      root: ROOTS[0]!,
      path: `2023/${Math.floor(number / 1000)}/IMG_${number}.jpg`,
      sizeBytes: 2e6 + ((number * 7919) % 3e6),
      modifiedMs: 1.7e12 + number * 9_999_991,
      pipelineVersion: '1',
      outcome: {
        kind: 'fingerprinted',
        content: contentHash(number.toString(16).padStart(64, '0')),
        widthPx: number % 3 === 0 ? 3000 : 4000,
        heightPx: number % 3 === 0 ? 4000 : 3000,
      },
    });
  }
  const bytes = process.memoryUsage().arrayBuffers - before.arrayBuffers;
  const names = files * 'IMG_100000.jpg'.length;
  expect(index.size).toBe(files);
  expect((bytes - names) / files).toBeLessThan(40);
});
