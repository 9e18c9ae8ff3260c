import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pictureKey,
  type PictureKey,
} from '../../domain/build-groups-input.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile, testFingerprint } from '../../domain/group-test-photos.ts';
import { fileKey, rootId, type FileKey } from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';
import { KeyTable } from './matcher-key-table.ts';
import { MatcherLibrary } from './matcher-library.ts';

/** Contents of which some share their pixels, some have none, and some are larger than columns. */
const fingerprints: readonly Fingerprint[] = Array.from(
  { length: 12 },
  (_nothing, at) =>
    testFingerprint({
      name: `content ${at}`,
      pixels: at % 4 === 3 ? '' : `pixels ${at % 5}`,
      facts: {
        widthPx: at === 1 ? 70_000 : 4000 + (at % 5),
        flags: { isFlat: at === 2, isDocument: false, isGraphic: false },
      },
      exif: {
        ...(at % 2 === 0 ? {} : { rating: [5, 0, 300][at % 3]! }),
        orientation: 1,
        hasGps: false,
        cameraModel: `camera ${at % 3}`,
        capturedAt:
          ['0001-01-01', '1970-01-01', '2024-05-06'][at % 3]! + 'T00:00:00',
      },
    }),
);

const NO_BYTES = new Uint8Array();

const path = fc.constantFrom(
  'a.jpg',
  'deep/er/b.jpg',
  'deep/er/c.jpg',
  'deep/b.jpg',
  'Öl/ä.jpg',
  'Öl/\u{1f600}.jpg',
  `long/${'n'.repeat(400)}.jpg`,
  'shot/d.arw',
);

const step = fc.record({
  kind: fc.constantFrom(
    'put',
    'put',
    'put',
    'remove',
    'release',
    'release thumb',
    'restore',
    'settle',
  ),
  content: fc.nat(fingerprints.length - 1),
  root: fc.constantFrom('one', 'two'),
  path,
  sizeBytes: fc.constantFrom(0, 5, 2 ** 32 - 1, 2 ** 32, 2 ** 40),
  modifiedMs: fc.constantFrom(0, 1.5, -7, 1_700_000_000_123),
  version: fc.constantFrom('1', '2'),
  hasShot: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

function recordOf(
  fingerprint: Fingerprint,
  { root, path, sizeBytes, modifiedMs, version, hasShot }: Step,
): FileRecord {
  return {
    ...testFile(fingerprint, path, { root }),
    sizeBytes,
    modifiedMs,
    pipelineVersion: version,
    ...(hasShot ? { shot: 'shot/d.jpg' } : {}),
  };
}

/** What a library must say, with nothing saved. */
class PlainLibrary {
  readonly files = new Map<FileKey, FileRecord>();
  readonly contentOf = new Map<FileKey, Fingerprint>();
  readonly inMemory = new Set<Fingerprint>();
  readonly withThumb = new Set<Fingerprint>();

  put(record: FileRecord, fingerprint: Fingerprint): void {
    const key = fileKey(record.root, record.path);
    this.remove(key);
    this.files.set(key, record);
    this.contentOf.set(key, fingerprint);
    this.restore(fingerprint);
  }

  restore(fingerprint: Fingerprint): void {
    this.inMemory.add(fingerprint);
    this.withThumb.add(fingerprint);
  }

  release(fingerprint: Fingerprint): void {
    this.inMemory.delete(fingerprint);
    this.withThumb.delete(fingerprint);
  }

  remove(key: FileKey): void {
    const fingerprint = this.contentOf.get(key);
    this.files.delete(key);
    this.contentOf.delete(key);
    if (fingerprint && this.filesOf(fingerprint).length === 0) {
      this.release(fingerprint);
    }
  }

  filesOf(fingerprint: Fingerprint): FileRecord[] {
    return [...this.files]
      .filter(([key]) => this.contentOf.get(key) === fingerprint)
      .map(([, record]) => record);
  }

  held(picture?: PictureKey): Fingerprint[] {
    return fingerprints.filter(
      (one) =>
        this.filesOf(one).length > 0 &&
        (picture === undefined || pictureKey(one) === picture),
    );
  }
}

function sorted<Item>(items: Iterable<Item>): string[] {
  return Array.from(items, (item) =>
    JSON.stringify(item, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
        : value,
    ),
  ).sort();
}

function run(library: MatcherLibrary, plain: PlainLibrary, one: Step): void {
  const fingerprint = fingerprints[one.content]!;
  const key = fileKey(rootId(one.root), one.path);
  const isHeld = plain.held().includes(fingerprint);
  switch (one.kind) {
    case 'remove':
      library.remove(key);
      plain.remove(key);
      return;
    case 'release':
      library.release(fingerprint.content);
      plain.release(fingerprint);
      return;
    case 'settle':
      library.settle();
      return;
    case 'release thumb':
      library.releaseThumb(fingerprint.content);
      plain.withThumb.delete(fingerprint);
      return;
    case 'restore':
      expect(library.restore(fingerprint)).toBe(isHeld);
      if (isHeld) plain.restore(fingerprint);
      return;
    default: {
      const record = recordOf(fingerprint, one);
      library.put(record, fingerprint.content, fingerprint);
      plain.put(record, fingerprint);
    }
  }
}

function compare(
  library: MatcherLibrary,
  plain: PlainLibrary,
  pictures: KeyTable<PictureKey>,
): void {
  expect(sorted(library.allFiles())).toEqual(sorted(plain.files.keys()));
  expect(sorted(library.allPictures())).toEqual(
    sorted(new Set(plain.held().map(pictureKey))),
  );
  const contents = Array.from(library.allContents(), ({ content, files }) => [
    content,
    sorted(files),
  ]);
  expect(sorted(contents)).toEqual(
    sorted(
      plain.held().map((one) => [one.content, sorted(plain.filesOf(one))]),
    ),
  );
  for (const [key, { content }] of plain.contentOf) {
    expect(library.contentOfFile(key)).toBe(content);
    expect(library.recordOf(key)).toEqual(plain.files.get(key));
  }
  const cameras = new Map<string, number>();
  for (const one of fingerprints) {
    const { content, exif } = one;
    const picture = pictureKey(one);
    const isHeld = plain.held().includes(one);
    const twins = plain.held(picture);
    expect(library.has(content)).toBe(isHeld);
    expect(library.hasPicture(picture)).toBe(twins.length > 0);
    expect(sorted(library.contentsOf(picture))).toEqual(
      sorted(twins.map((twin) => twin.content)),
    );
    const isInMemory = plain.inMemory.has(one);
    const thumbless = { ...one, lumaThumb: NO_BYTES, colour: NO_BYTES };
    const known = plain.withThumb.has(one) ? one : thumbless;
    expect(library.fingerprint(content)).toEqual(
      isInMemory ? known : undefined,
    );
    expect(library.thumbed(picture) !== undefined).toBe(
      twins.some((twin) => plain.withThumb.has(twin)),
    );
    expect(library.representative(picture) !== undefined).toBe(
      twins.some((twin) => plain.inMemory.has(twin)),
    );
    const slot = pictures.slotOf(picture);
    expect(slot === undefined || pictures.keyAt(slot) === picture).toBe(true);
    if (!isHeld) continue;
    expect(library.pictureOf(content)).toBe(picture);
    expect(library.hasTwins(content)).toBe(
      twins.length > 1 || plain.filesOf(one).length > 1,
    );
    const { taken, ...facts } = library.facts(content)!;
    expect(facts).toMatchObject({
      widthPx: one.widthPx,
      heightPx: one.heightPx,
      isFlat: one.flags.isFlat,
    });
    expect(taken?.takenS).toBe(
      one.flags.isFlat ? undefined : Date.parse(`${exif.capturedAt!}Z`) / 1000,
    );
    if (taken === undefined) continue;
    expect(taken.rating).toBe(exif.rating);
    const camera = cameras.get(exif.cameraModel!) ?? taken.camera;
    cameras.set(exif.cameraModel!, camera);
    expect(taken.camera).toBe(camera);
  }
}

describe('a library', () => {
  it('says what a plain one says, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pictures = new KeyTable<PictureKey>(16);
        const library = new MatcherLibrary(pictures);
        const plain = new PlainLibrary();
        for (const one of steps) {
          run(library, plain, one);
          for (const slot of [...pictures.slots()]) {
            const picture = pictures.keyAt(slot);
            if (picture && !library.hasPicture(picture)) pictures.remove(slot);
          }
        }
        compare(library, plain, pictures);
      }),
      { numRuns: 150 },
    );
  });

  it('finds each of many files, and uses the room of those that went', () => {
    const library = new MatcherLibrary(new KeyTable<PictureKey>(16));
    const [photo] = fingerprints;
    const files = Array.from({ length: 3000 }, (_nothing, at) =>
      testFile(photo!, `${at % 30}/IMG_${at}.jpg`),
    );
    const keys = files.map((file) => fileKey(file.root, file.path));
    for (let round = 0; round < 3; round += 1) {
      for (const file of files) library.put(file, photo!.content, photo);
      expect(keys.map((key) => library.contentOfFile(key))).toEqual(
        keys.map(() => photo!.content),
      );
      const [copies] = library.copiesOf(library.pictureOf(photo!.content)!);
      expect(sorted(copies!.files)).toEqual(sorted(files));
      for (const key of keys) library.remove(key);
      expect([...library.allFiles()]).toEqual([]);
      expect(library.has(photo!.content)).toBe(false);
    }
  });
});
