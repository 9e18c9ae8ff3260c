import type { PhotoFailure } from '../domain/photo-failure.ts';

/** Why a file could not be opened or read, from what the browser threw. */
export function readFailure(error: unknown): PhotoFailure {
  // A folder now stands where the file was, or a file where its folder was.
  const isGone =
    hasName(error, 'NotFoundError') || hasName(error, 'TypeMismatchError');
  if (isGone) return { kind: 'vanished' };
  return { kind: 'not-readable', detail: errorDetail(error) };
}

/** DOMExceptions are told apart by name; they are not Errors in every environment. */
export function hasName(error: unknown, name: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'name' in error &&
    error.name === name
  );
}

/** Words of the browser for a person to report, never empty. */
export function errorDetail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
