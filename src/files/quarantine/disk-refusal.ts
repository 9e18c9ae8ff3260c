import type { MoveRefusal } from '../../domain/removal-plan.ts';
import { exceptionName } from './open-by-path.ts';

/** Which refusal an error of the disk or the journal means. */
export function refusalOf(error: unknown): MoveRefusal {
  if (exceptionName(error) === 'NotAllowedError') {
    return { kind: 'permission-lost' };
  }
  return { kind: 'failed', detail: detailOf(error) };
}

/** Short words for an error, without a full stop. */
export function detailOf(error: unknown): string {
  switch (exceptionName(error)) {
    case 'NotAllowedError':
      return 'the permission to change this folder is gone';
    case 'NoModificationAllowedError':
      return 'it is locked or write-protected';
    case 'NotReadableError':
      return 'it could not be read';
    case 'NotFoundError':
      return 'it was gone in the middle of it';
    case 'QuotaExceededError':
      return 'the disk is full';
    default:
      return error instanceof Error
        ? error.message.replace(/\.$/, '')
        : 'unknown error';
  }
}
