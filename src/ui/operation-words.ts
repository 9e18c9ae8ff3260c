import { describeRefusal, type MoveRefusal } from '../domain/removal-plan.ts';
import type { OperationResult, OperationView } from '../engine/app-state.ts';
import { formatBytes, photosAndCompanions } from './format-numbers.ts';

/** One file that stays where it was, with the reason. */
export interface Refusal {
  path: string;
  reason: string;
}

const RUNNING: Record<OperationView['kind'], string> = {
  moving: 'Moving photos aside',
  restoring: 'Putting photos back',
  emptying: 'Deleting for good',
};

const DONE: Record<OperationView['kind'], string> = {
  moving: 'moved aside',
  restoring: 'put back',
  emptying: 'deleted for good',
};

/** Everything that did not go as wished. */
export function refusalsOf(
  results: readonly OperationResult[],
): readonly Refusal[] {
  return results.flatMap((result): Refusal[] => {
    switch (result.kind) {
      case 'refused':
        return [
          { path: result.file.path, reason: describeRefusal(result.refusal) },
        ];
      case 'not-restored':
      case 'sidecar-left':
      case 'not-deleted':
        return [{ path: result.path, reason: result.reason }];
      case 'moved':
      case 'restored':
      case 'deleted':
        return [];
    }
  });
}

/**
 * Files that were moved before their group was stopped and could not be put back. They are safe;
 * the reason says what stood in the way.
 */
export function strandedOf(
  results: readonly OperationResult[],
): readonly Refusal[] {
  return results.flatMap((result): Refusal[] =>
    result.kind === 'moved' && result.notPutBack !== undefined
      ? [{ path: result.file.path, reason: putBackWords(result.notPutBack) }]
      : [],
  );
}

/** A refusal is worded for a file that stays in its place; here it is the way back that failed. */
function putBackWords(refusal: MoveRefusal): string {
  switch (refusal.kind) {
    case 'target-exists':
      return `Something else is at “${refusal.path}” by now. It was not overwritten.`;
    case 'permission-lost':
      return 'The permission to change its folder is gone. Allow it again.';
    case 'copy-differs':
      return 'What was written back did not match, so the one in the quarantine is kept.';
    case 'unsettled':
    case 'failed':
      return `The disk would not take it back (${refusal.detail}).`;
    default:
      return describeRefusal(refusal);
  }
}

/** Files that lost their date in the move: the manifest has it. */
export function newDateCount(results: readonly OperationResult[]): number {
  return results.filter(
    (result) => result.kind === 'moved' && !result.keptModifiedDate,
  ).length;
}

/** Sidecars that a move wrote beside the photos that stay. */
export function sidecarCount(results: readonly OperationResult[]): number {
  const paths = results.flatMap((result) =>
    result.kind === 'moved' && result.sidecarPath !== undefined
      ? [result.sidecarPath]
      : [],
  );
  return new Set(paths).size;
}

function isGood({ kind }: OperationResult): boolean {
  return kind === 'moved' || kind === 'restored' || kind === 'deleted';
}

/** The heading while it runs and when it is done. */
export function operationHeading(operation: OperationView): string {
  if (!operation.isFinished) return RUNNING[operation.kind];
  const refused = refusalsOf(operation.results).length;
  const good = operation.results.length - refused;
  if (good === 0)
    return operation.results.length === 0
      ? 'There was nothing to do.'
      : `Nothing was ${DONE[operation.kind]}.`;
  const bytes = operation.results.reduce(
    (sum, result) =>
      sum + (result.kind === 'moved' ? result.file.sizeBytes : 0),
    0,
  );
  const companions = operation.results.filter(
    (result) => isGood(result) && 'companionOf' in result,
  ).length;
  const freed = bytes === 0 ? '' : `, ${formatBytes(bytes)}`;
  return `${photosAndCompanions(good - companions, companions)} ${DONE[operation.kind]}${freed}.`;
}
