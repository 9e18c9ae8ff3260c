import { describeRefusal } from '../domain/removal-plan.ts';
import type { OperationResult, OperationView } from '../engine/app-state.ts';
import { countOf, formatBytes } from './format-numbers.ts';

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
      case 'not-deleted':
        return [{ path: result.path, reason: result.reason }];
      case 'moved':
      case 'restored':
      case 'deleted':
        return [];
    }
  });
}

/** Files that lost their date in the move: the manifest has it. */
export function newDateCount(results: readonly OperationResult[]): number {
  return results.filter(
    (result) => result.kind === 'moved' && !result.keptModifiedDate,
  ).length;
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
  const freed = bytes === 0 ? '' : `, ${formatBytes(bytes)}`;
  return `${countOf(good, 'photo')} ${DONE[operation.kind]}${freed}.`;
}
