import type { PlannedFile, RemovalPlan } from './removal-plan.ts';
import type { FileKey, RootId } from './photo-id.ts';
import type { ManifestSidecar } from './quarantine-manifest.ts';

/** Where one move stands. `intended` is written before the disk is touched. */
export type StepState =
  'intended' | 'moved' | 'refused' | 'restored' | 'rolled-back';

export interface JournalStep {
  planId: string;
  /** Order within the plan. */
  index: number;
  file: PlannedFile;
  keeper: PlannedFile;
  /** Relative to the file's root. */
  quarantinePath: string;
  state: StepState;
  keptModifiedDate?: boolean;
  detail?: string;
}

export interface JournalEntry {
  planId: string;
  createdMs: number;
  /** `open` means the browser may have died in the middle: reconcile from disk. */
  state: 'open' | 'done' | 'undone' | 'emptied';
  /** Quarantine folder per root, relative to the root. */
  folders: readonly { root: RootId; path: string }[];
  /** Sidecars that the run is to write; absent when none. */
  sidecars?: readonly JournalSidecar[];
  plan: RemovalPlan;
}

/** A sidecar beside a photo that stays. `keeper` is that photo's key. */
export interface JournalSidecar extends ManifestSidecar {
  root: RootId;
  keeper: FileKey;
}

/**
 * Durable notes about moves, injected into the executor. Each promise resolves only when the
 * note is on disk (`durability: 'strict'`).
 */
export interface RemovalJournal {
  begin(entry: JournalEntry): Promise<void>;
  writeStep(step: JournalStep): Promise<void>;
  setState(planId: string, state: JournalEntry['state']): Promise<void>;
  entries(): Promise<readonly JournalEntry[]>;
  steps(planId: string): Promise<readonly JournalStep[]>;
}
