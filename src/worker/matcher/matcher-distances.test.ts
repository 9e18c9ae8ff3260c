import { beforeAll, describe, expect, it } from 'vitest';
import type {
  DistanceSurvey,
  PairOutcome,
} from '../../domain/distance-survey.ts';
import type { Fingerprint } from '../../domain/fingerprint.ts';
import { testFile } from '../../domain/group-test-photos.ts';
import { splitFileKey } from '../../domain/photo-id.ts';
import {
  DEFAULT_SETTINGS,
  type MatchingSettings,
} from '../../domain/settings.ts';
import type { Kernels } from '../kernels/load-kernels.ts';
import { testKernels } from '../kernels/test-kernels.ts';
import { MatcherSession } from './matcher-session.ts';
import {
  DIFFERENT,
  SAME,
  testPictures,
  testRoot,
} from './matcher-test-session.ts';

const { matching } = DEFAULT_SETTINGS;

let kernels: Kernels;
let pictures: Fingerprint[];

beforeAll(async () => {
  kernels = await testKernels();
  pictures = testPictures(kernels);
});

function filled(settings: MatchingSettings = matching): MatcherSession {
  const session = new MatcherSession(
    kernels,
    [testRoot('root')],
    settings,
    [],
    [],
  );
  session.putFiles(
    pictures.map((one, at) => testFile(one, `${at}.jpg`)),
    pictures,
  );
  return session;
}

function total({ histogram }: DistanceSurvey, outcome: PairOutcome): number {
  return histogram.reduce((sum, bin) => sum + bin[outcome], 0);
}

describe('the survey of distances', () => {
  it('counts each near pair once, and moves it as it is looked at', () => {
    const session = filled();
    const before = session.distances();
    expect(before.reachBits).toBeGreaterThanOrEqual(72);
    expect(before.histogram).toHaveLength(before.reachBits + 1);
    // Three qualities of three scenes are nine pairs; the turned one adds three more.
    const found = total(before, 'open');
    expect(found).toBeGreaterThanOrEqual(9);
    expect(total(before, 'same')).toBe(0);

    const [first, second] = session.nextChecks(100);
    if (first === undefined || second === undefined) throw new Error('no pair');
    session.setLooks([
      { first: first.first, second: first.second, measure: SAME },
      { first: second.first, second: second.second, measure: DIFFERENT },
    ]);
    const after = session.distances();
    expect(total(after, 'same')).toBe(1);
    expect(total(after, 'different')).toBe(1);
    expect(total(after, 'open')).toBe(found - 2);
  });

  it('shows pairs beyond the line too, with what an earlier look said', () => {
    const session = filled();
    const looks = session.nextChecks(100);
    session.setLooks(
      looks.map(({ first, second }) => ({ first, second, measure: SAME })),
    );
    const before = session.distances();
    session.setSettings({ ...matching, thresholdBits: 0 });
    const after = session.distances();
    expect(total(after, 'same')).toBe(total(before, 'same'));
    expect(after.samples.length).toBe(before.samples.length);
  });

  it('names files that are held, at the distance at which they are counted', () => {
    const { samples, histogram } = filled().distances();
    expect(samples.length).toBeGreaterThan(0);
    for (const { first, second, bits } of samples) {
      expect(splitFileKey(first).path).toMatch(/^\d+\.jpg$/u);
      expect(first).not.toBe(second);
      expect(histogram[bits]?.open).toBeGreaterThan(0);
    }
    const distances = samples.map(({ bits }) => bits);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('counts by the hash that decides', () => {
    const survey = filled({
      ...matching,
      algorithm: 'dhash',
      hashSize: 8,
      thresholdBits: 8,
    }).distances();
    expect(survey.reachBits).toBe(8);
    expect(total(survey, 'open')).toBeGreaterThan(0);
  });

  it('is empty where there is nothing', () => {
    const empty = new MatcherSession(kernels, [], matching, [], []);
    expect(empty.distances().samples).toEqual([]);
  });
});
