import type {
  JournalEntry,
  JournalStep,
  RemovalJournal,
} from '../../domain/removal-journal.ts';
import { DiskFaults } from './disk-faults.ts';

/**
 * A journal that lasts as long as the object. Each write counts as one disk operation of `faults`,
 * so that a kill stops the journal and the folders together; reads always work.
 */
export class MemoryJournal implements RemovalJournal {
  faults: DiskFaults;
  private readonly entriesById = new Map<string, JournalEntry>();
  private readonly stepsByKey = new Map<string, JournalStep>();

  constructor(faults: DiskFaults = new DiskFaults()) {
    this.faults = faults;
  }

  begin(entry: JournalEntry): Promise<void> {
    return this.write('begin', () => {
      this.entriesById.set(entry.planId, structuredClone(entry));
    });
  }

  writeStep(step: JournalStep): Promise<void> {
    return this.write(`step ${step.index} ${step.state}`, () => {
      const key = `${step.planId}:${step.index}`;
      this.stepsByKey.set(key, structuredClone(step));
    });
  }

  setState(planId: string, state: JournalEntry['state']): Promise<void> {
    return this.write(`state ${state}`, () => {
      const entry = this.entriesById.get(planId);
      if (!entry) throw new Error(`no journal entry for plan ${planId}`);
      this.entriesById.set(planId, { ...entry, state });
    });
  }

  entries(): Promise<readonly JournalEntry[]> {
    return Promise.resolve([...this.entriesById.values()]);
  }

  steps(planId: string): Promise<readonly JournalStep[]> {
    return Promise.resolve(
      [...this.stepsByKey.values()]
        .filter((step) => step.planId === planId)
        .sort((a, b) => a.index - b.index),
    );
  }

  private async write(what: string, act: () => void): Promise<void> {
    await this.faults.run('journal', what, () => {
      act();
      return Promise.resolve();
    });
  }
}
