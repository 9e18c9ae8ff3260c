import { expect, it } from 'vitest';
import type { OperationResult, OperationView } from '../engine/app-state.ts';
import { samplePhoto } from './group-sample.ts';
import {
  newDateCount,
  operationHeading,
  refusalsOf,
  sidecarCount,
  strandedOf,
} from './operation-words.ts';

const MOVED: OperationResult = {
  kind: 'moved',
  file: samplePhoto('a.jpg', 2_000_000),
  quarantinePath: 'q/a.jpg',
  keptModifiedDate: false,
};
const REFUSED: OperationResult = {
  kind: 'refused',
  file: samplePhoto('b.jpg'),
  refusal: { kind: 'victim-changed' },
};

function operation(
  results: OperationResult[],
  change: Partial<OperationView> = {},
): OperationView {
  return {
    kind: 'moving',
    done: results.length,
    total: results.length,
    isFinished: true,
    results,
    ...change,
  };
}

it('counts only what was moved', () => {
  expect(operationHeading(operation([MOVED, REFUSED]))).toBe(
    '1 photo moved aside, 2 MB.',
  );
});

it('does not call a failure a success', () => {
  expect(operationHeading(operation([REFUSED]))).toBe(
    'Nothing was moved aside.',
  );
  expect(operationHeading(operation([]))).toBe('There was nothing to do.');
});

it('counts each sidecar once, and one that stays is no photo put back', () => {
  const noted = { ...MOVED, sidecarPath: 'k.jpg.xmp' };
  expect(sidecarCount([noted, noted, MOVED, REFUSED])).toBe(1);
  const left: OperationResult = {
    kind: 'sidecar-left',
    path: 'k.jpg.xmp',
    reason: 'It was changed.',
  };
  expect(refusalsOf([left])).toEqual([
    { path: 'k.jpg.xmp', reason: 'It was changed.' },
  ]);
  const back: OperationResult = { kind: 'restored', path: 'a.jpg' };
  expect(operationHeading(operation([back, left], { kind: 'restoring' }))).toBe(
    '1 photo put back.',
  );
});

it('says what goes on while it runs', () => {
  const restoring = operation([], { kind: 'restoring', isFinished: false });
  expect(operationHeading(restoring)).toBe('Putting photos back');
});

it('names every file that stays, with its reason', () => {
  const results: OperationResult[] = [
    MOVED,
    REFUSED,
    { kind: 'not-restored', path: 'c.jpg', reason: 'Something is there.' },
    { kind: 'not-deleted', path: 'd.jpg', reason: 'Locked.' },
    { kind: 'restored', path: 'e.jpg' },
    { kind: 'deleted', path: 'f.jpg' },
  ];
  expect(refusalsOf(results).map(({ path }) => path)).toEqual([
    'b.jpg',
    'c.jpg',
    'd.jpg',
  ]);
  expect(refusalsOf(results)[0]?.reason).toContain('changed since the scan');
});

it('counts the files that lost their date', () => {
  expect(newDateCount([MOVED, { ...MOVED, keptModifiedDate: true }])).toBe(1);
});

it('names files that could not be put back, apart from those that never left', () => {
  const stuck: OperationResult = {
    ...MOVED,
    notPutBack: { kind: 'failed', detail: 'disk full' },
  };
  const stranded = strandedOf([MOVED, stuck, REFUSED]);
  expect(stranded).toEqual([
    { path: 'a.jpg', reason: 'The disk would not take it back (disk full).' },
  ]);
  expect(refusalsOf([stuck])).toEqual([]);
  const taken = strandedOf([
    { ...MOVED, notPutBack: { kind: 'target-exists', path: 'x/a.jpg' } },
  ]);
  expect(taken[0]?.reason).toContain('“x/a.jpg” by now');
});
