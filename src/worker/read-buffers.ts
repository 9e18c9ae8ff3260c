/** As many as a worker has files on their way, as long as they are not large. */
const MOST_SPARE = 8;
const MOST_SPARE_BYTES = 64 * 1024 * 1024;
const LEAST_BYTES = 64 * 1024;
/** After so long without a file nothing is kept. */
const KEPT_MS = 2000;

/** Memory that was given back, smallest first. */
const spare: ArrayBuffer[] = [];
let forgetting: ReturnType<typeof setTimeout> | undefined;

/**
 * Memory of at least so many bytes to read a file into. New memory costs more than reading into it
 * (the system clears each page when it is first touched: about 1 ms for a photo of 1.8 MB), so what
 * was given back is used again. What is never given back is only lost to the next file.
 */
export function takeBuffer(sizeBytes: number): ArrayBuffer {
  const at = spare.findIndex(({ byteLength }) => byteLength >= sizeBytes);
  const [found] = at < 0 ? [] : spare.splice(at, 1);
  return found ?? new ArrayBuffer(roomFor(sizeBytes));
}

/** From here on nothing looks at these bytes any more. */
export function giveBackBuffer(buffer: ArrayBuffer): void {
  spare.push(buffer);
  spare.sort((a, b) => a.byteLength - b.byteLength);
  // The others do for whatever the smallest did for.
  while (isTooMuch()) spare.shift();
  clearTimeout(forgetting);
  forgetting = setTimeout(() => {
    spare.length = 0;
  }, KEPT_MS);
}

function isTooMuch(): boolean {
  const bytes = spare.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return spare.length > MOST_SPARE || bytes > MOST_SPARE_BYTES;
}

/** Powers of two, so that what was made for one file does for the next. */
function roomFor(sizeBytes: number): number {
  return Math.max(LEAST_BYTES, 2 ** Math.ceil(Math.log2(sizeBytes)));
}
