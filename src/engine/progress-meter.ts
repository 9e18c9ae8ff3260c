/** Moving window over which the rate is taken, ms. */
const WINDOW_MS = 15_000;

interface Sample {
  atMs: number;
  files: number;
  bytes: number;
}

/** Rate and remaining time from the last seconds of work, so that a slow start is forgotten. */
export class ProgressMeter {
  private samples: Sample[] = [];

  /** `files` and `bytes` are running totals of work really done (reused files do not count). */
  record(atMs: number, files: number, bytes: number): void {
    this.samples.push({ atMs, files, bytes });
    const oldest = atMs - WINDOW_MS;
    while (this.samples.length > 2 && (this.samples[0]?.atMs ?? 0) < oldest) {
      this.samples.shift();
    }
  }

  /** After a pause the time that passed is no work. */
  reset(): void {
    this.samples = [];
  }

  get filesPerSecond(): number {
    return this.rate((sample) => sample.files);
  }

  get bytesPerSecond(): number {
    return this.rate((sample) => sample.bytes);
  }

  /** ms for what is left at the present rate, by bytes; undefined until the rate is known. */
  remainingMs(bytesLeft: number): number | undefined {
    const rate = this.bytesPerSecond;
    return this.samples.length < 4 || rate <= 0
      ? undefined
      : (bytesLeft / rate) * 1000;
  }

  private rate(of: (sample: Sample) => number): number {
    const first = this.samples[0];
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.atMs <= first.atMs) {
      return 0;
    }
    return ((of(last) - of(first)) / (last.atMs - first.atMs)) * 1000;
  }
}
