import { expect, test } from 'vitest';
import { ProgressMeter } from './progress-meter.ts';

test('takes the rate over the last seconds only', () => {
  const meter = new ProgressMeter();
  for (let second = 0; second <= 60; second += 1) {
    // 1 file/s for the first half minute, then 10 files/s.
    const files = second <= 30 ? second : 30 + (second - 30) * 10;
    meter.record(second * 1000, files, files * 1000);
  }
  expect(meter.filesPerSecond).toBeCloseTo(10);
  expect(meter.bytesPerSecond).toBeCloseTo(10_000);
  expect(meter.remainingMs(50_000)).toBeCloseTo(5000);
});

test('says nothing before there is something to say', () => {
  const meter = new ProgressMeter();
  expect(meter.remainingMs(1000)).toBeUndefined();
  meter.record(0, 0, 0);
  expect(meter.filesPerSecond).toBe(0);
  meter.reset();
  expect(meter.remainingMs(1000)).toBeUndefined();
});
