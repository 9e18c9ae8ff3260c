/** Tests by their end. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The part of vitest's JSON report that counts. */
interface UnitResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

/** The part of Playwright's JSON report that counts. */
interface BrowserResults {
  stats: {
    expected: number;
    unexpected: number;
    flaky: number;
    skipped: number;
  };
}

const NONE: TestCounts = { passed: 0, failed: 0, skipped: 0 };

/** Adds up the JSON reports of vitest and Playwright; undefined for a run that left none. */
export function sumTestCounts(unit: unknown, browser: unknown): TestCounts {
  const u = unit === undefined ? NONE : unitCounts(unit as UnitResults);
  const b =
    browser === undefined ? NONE : browserCounts(browser as BrowserResults);
  return {
    passed: u.passed + b.passed,
    failed: u.failed + b.failed,
    skipped: u.skipped + b.skipped,
  };
}

function unitCounts(results: UnitResults): TestCounts {
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function browserCounts({ stats }: BrowserResults): TestCounts {
  return {
    passed: stats.expected,
    // Without retries nothing is flaky; if that changes, a flaky test is a failed one.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
}
