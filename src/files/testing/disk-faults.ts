/** One operation on the disk, numbered in the order it was asked for. */
export interface DiskOperation {
  index: number;
  name: DiskOperationName;
  /** Absolute path on disk, or a free word for operations that are not on files. */
  path: string;
}

export type DiskOperationName =
  | 'list'
  | 'getFileHandle'
  | 'getDirectoryHandle'
  | 'createFile'
  | 'createDirectory'
  | 'getFile'
  | 'read'
  | 'createWritable'
  | 'write'
  | 'close'
  | 'move'
  | 'removeEntry'
  | 'journal';

/** What goes wrong with one operation. */
export type Fault =
  /** Nothing is done, a DOMException of this name is thrown. */
  | { kind: 'fail'; exception: string }
  /** It is done, yet a DOMException of this name is thrown. */
  | { kind: 'fail-after'; exception: string }
  /** It never settles. */
  | { kind: 'hang' }
  /** The process is gone: neither this nor any later operation is done; a write is left half done. */
  | { kind: 'kill' };

/** Thrown by every operation after a kill. No program code can tell it from any other error. */
export class DiskKilled extends Error {
  override readonly name = 'DiskKilled';
}

/**
 * Counts the operations of everything it is given to and lets some of them go wrong. Give one
 * instance to all folders (and the journal) of a run, so that a kill stops them together.
 */
export class DiskFaults {
  /** Every operation so far, those that failed included. */
  readonly operations: DiskOperation[] = [];
  private isKilled = false;
  private readonly decide: (operation: DiskOperation) => Fault | undefined;

  constructor(
    decide: (operation: DiskOperation) => Fault | undefined = () => undefined,
  ) {
    this.decide = decide;
  }

  /** Exactly the operation with this index goes wrong. */
  static at(index: number, fault: Fault): DiskFaults {
    return new DiskFaults((operation) =>
      operation.index === index ? fault : undefined,
    );
  }

  /** Runs one operation. `half` is what a kill in the middle of it leaves behind. */
  async run<T>(
    name: DiskOperationName,
    path: string,
    act: () => Promise<T>,
    half?: () => Promise<void>,
  ): Promise<T> {
    if (this.isKilled) throw new DiskKilled('The process was killed.');
    const operation = { index: this.operations.length, name, path };
    this.operations.push(operation);
    const fault = this.decide(operation);
    if (fault === undefined) return await act();
    switch (fault.kind) {
      case 'fail':
        throw new DOMException(`Injected before ${name}.`, fault.exception);
      case 'fail-after': {
        const done = await act();
        // Nobody gets it, so nobody can close it.
        if (done instanceof WritableStream) await done.abort();
        throw new DOMException(`Injected after ${name}.`, fault.exception);
      }
      case 'hang':
        return await new Promise<never>(() => undefined);
      case 'kill':
        this.isKilled = true;
        await half?.();
        throw new DiskKilled('The process was killed.');
    }
  }
}
