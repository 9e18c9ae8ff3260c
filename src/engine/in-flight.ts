/** Bytes of files being read or decoded at once by all workers; beyond it the next file waits. */
export const MOST_BYTES_IN_FLIGHT = 256 * 1024 * 1024;

/** Reading some files overlaps decoding another: with 2 a worker waited a third of its time, with 4 a quarter. */
export const IN_FLIGHT_PER_WORKER = 8;

/**
 * Small files, until there are so many of them or so many bytes: those that wait for one another are
 * read together, and each read costs the browser as much as a few small files do.
 */
const SMALL_IN_FLIGHT_PER_WORKER = 32;
const SMALL_BYTES_PER_WORKER = 2 * 1024 * 1024;

/** Whether these workers may take one more job. `bytes` are those of all their files, with its own. */
export function mayTakeOneMore(
  workers: number,
  jobs: number,
  bytes: number,
): boolean {
  return (
    jobs < workers * IN_FLIGHT_PER_WORKER ||
    (jobs < workers * SMALL_IN_FLIGHT_PER_WORKER &&
      bytes <= workers * SMALL_BYTES_PER_WORKER)
  );
}
