import { describe, expect, it } from 'vitest';
import { sumTestCounts } from './test-counts.ts';

const unit = {
  numPassedTests: 10,
  numFailedTests: 2,
  numPendingTests: 3,
  numTodoTests: 1,
};
const browser = {
  stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
};

describe('sumTestCounts', () => {
  it('adds both runners up and counts a flaky test as failed', () => {
    expect(sumTestCounts(unit, browser)).toEqual({
      passed: 15,
      failed: 4,
      skipped: 6,
    });
  });

  it('counts nothing for a run that left no report', () => {
    expect(sumTestCounts(undefined, undefined)).toEqual({
      passed: 0,
      failed: 0,
      skipped: 0,
    });
  });
});
