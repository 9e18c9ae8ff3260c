/** Why results cannot be kept. */
export type StorageProblem =
  /** The browser refuses storage here: private window, or site data is blocked. */
  | 'not-allowed'
  /** The disk or the browser's allowance for this site is full. */
  | 'no-space'
  /** A newer version of the program has already changed the database. */
  | 'newer-version'
  /** The connection was closed, because another tab upgrades or the browser cleared site data. */
  | 'closed'
  /** Anything else; `detail` has the browser's words. */
  | 'failed';

/** Storage cannot be opened or written. A value, so that the page can say so and go on without. */
export interface StorageUnavailable {
  kind: 'unavailable';
  problem: StorageProblem;
  /** What to tell the person, as a sentence with what to do. */
  words: string;
  /** The browser's own words. */
  detail: string;
}

const WORDS: Record<StorageProblem, string> = {
  'not-allowed':
    'This browser window does not let the page store anything (a private window, or blocked site data). Scans work, but cannot be resumed.',
  'no-space':
    'There is no room left to store results. Free some disk space, then go on: what is stored already is kept.',
  'newer-version':
    'A newer version of Twinsift is open in another tab. Reload this page to use it.',
  closed: 'The connection to the stored results was closed. Reload this page.',
  failed:
    'Stored results could not be opened. Reload the page; if that does not help, clear this site’s data in the browser.',
};

const PROBLEM_BY_ERROR_NAME: Partial<Record<string, StorageProblem>> = {
  SecurityError: 'not-allowed',
  NotAllowedError: 'not-allowed',
  QuotaExceededError: 'no-space',
  VersionError: 'newer-version',
  UnknownError: 'failed',
  AbortError: 'failed',
  DataError: 'failed',
  NotFoundError: 'failed',
  TransactionInactiveError: 'closed',
};

/** Firefox without storage says InvalidStateError on open; on an open database it means "closed". */
function problemOf(
  name: string,
  phase: 'opening' | 'working',
): StorageProblem | undefined {
  if (name === 'InvalidStateError')
    return phase === 'opening' ? 'not-allowed' : 'closed';
  return PROBLEM_BY_ERROR_NAME[name];
}

/** The value for a known problem. */
export function storageUnavailable(
  problem: StorageProblem,
  detail: string,
): StorageUnavailable {
  return { kind: 'unavailable', problem, words: WORDS[problem], detail };
}

/**
 * The storage problem behind an error that a storage function rejected with, or undefined when
 * the error is something else (a bug, which must be thrown on).
 */
export function storageProblemOf(
  error: unknown,
  phase: 'opening' | 'working' = 'working',
): StorageUnavailable | undefined {
  // Not every browser derives QuotaExceededError from DOMException, so only the name counts.
  if (!(error instanceof Error || error instanceof DOMException)) {
    return undefined;
  }
  const problem = problemOf(error.name, phase);
  if (problem === undefined) return undefined;
  return storageUnavailable(problem, `${error.name}: ${error.message}`);
}
