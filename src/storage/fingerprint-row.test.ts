import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  contentOfKey,
  fingerprintKey,
  fingerprintOfRow,
  fingerprintRow,
} from './fingerprint-row.ts';
import { content, fingerprint } from './storage-test-rows.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';

const RICH: Fingerprint = {
  ...fingerprint(7),
  flags: { isFlat: true, isDocument: false, isGraphic: true },
  quality: { sharpness: 3.25, jpegQuality: 91 },
  exif: {
    orientation: 8,
    hasGps: false,
    cameraModel: 'EOS 7D',
    software: 'darktable',
    rating: 4,
    place: { latitudeDeg: 52.52, longitudeDeg: -13.4 },
    keywords: ['tower', 'Größe'],
    caption: 'The tower',
    exposureTimeS: 1 / 60,
    exposureBiasEv: -2 / 3,
    hasMaps: true,
    subSecondS: 0.37,
    hasFilm: true,
  },
  frame: {
    left: 0.1,
    top: 0,
    right: 0.9,
    bottom: 1,
    pHash64: new Uint8Array(8).fill(3),
    pHash256: new Uint8Array(32).fill(4),
  },
};

test.each([fingerprint(1), RICH])('what is stored comes back', (made) => {
  expect(fingerprintOfRow(structuredClone(fingerprintRow(made)))).toEqual(made);
});

test('a key is the content', () => {
  const key = fingerprintKey(content(77));
  expect(key).toHaveLength(32);
  expect(contentOfKey(key)).toBe(content(77));
  expect(contentOfKey(key.buffer)).toBe(content(77));
});

test('a damaged row counts as never made, whatever is in it', () => {
  const row = fingerprintRow(RICH);
  expect(fingerprintOfRow({ ...row, bytes: row.bytes.slice(1) })).toBe(
    undefined,
  );
  for (let at = 0; at < 8; at += 1) {
    const facts = row.facts.map((fact, i) => (i === at ? {} : fact));
    expect(fingerprintOfRow({ ...row, facts }), `fact ${at}`).toBe(undefined);
  }
  const metadata = row.facts.findIndex((fact) => fact === RICH.exif.place);
  for (const [at, bad] of [
    [0, { latitudeDeg: 91, longitudeDeg: 0 }],
    [0, { latitudeDeg: 1 }],
    [1, 'tower'],
    [1, ['x'.repeat(65)]],
    [1, Array.from({ length: 17 }, String)],
    [2, 'x'.repeat(257)],
    [2, 7],
  ] as const) {
    const facts = row.facts.map((fact, i) =>
      i === metadata + at ? bad : fact,
    );
    expect(fingerprintOfRow({ ...row, facts }), JSON.stringify(bad)).toBe(
      undefined,
    );
  }
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (bytes, facts) => {
      expect(fingerprintOfRow({ ...row, bytes })).toBe(undefined);
      expect(fingerprintOfRow({ ...row, facts })).toBe(undefined);
    }),
  );
});
