import type { KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Bytes per code. The bucket join is for 64-bit codes only. */
const BUCKET_CODE_BYTES = 8;

/** Values of one chunk. */
export const BUCKET_COUNT = 65_536;

const CHUNKS = [0, 1, 2, 3] as const;
const CHUNK_BITS = 16;

/** Comparisons per step: 15–40 ms. The kernel stops soon after, whatever the codes. */
const COMPARISONS_PER_STEP = 1 << 25;

/** Pairs per output buffer; a fuller step hands it out and goes on. */
const TRIPLES_PER_BUFFER = 65_536;

const TRIPLE_BYTES = 12;

/** 64-bit codes, one after the other, that can be sorted into the buckets of each chunk. */
export interface BucketList {
  /** Codes held. */
  readonly count: number;
  /** The codes sorted by a chunk, in the layout of wasm/assembly/bucket-join.ts. */
  sortedBy(chunk: number): Uint8Array;
}

export interface BucketJoinRequest {
  queries: BucketList;
  /** The same object as `queries` joins the list with itself: each pair once. */
  stored: BucketList;
  /** Largest distance that counts, 0–64 bits. */
  radiusBits: number;
  /**
   * Only buckets of the shorter list with from ≤ bucket < to; all by default. Ranges that cut up
   * 0…BUCKET_COUNT find each pair in exactly one of them.
   */
  fromBucket?: number;
  toBucket?: number;
}

/**
 * How many bits each chunk may differ, −1 for a chunk that need not be looked at: two codes within
 * the radius are within these bits in at least one chunk, because all of them exceeded would add
 * up to more than the radius. Chunk 0 has the fewest: it holds the mean of the picture, a bit that
 * is nearly always set, so that its buckets are the fullest.
 */
export function chunkLimits(radiusBits: number): number[] {
  const share = Math.floor((radiusBits + 1) / CHUNKS.length);
  const rest = (radiusBits + 1) % CHUNKS.length;
  return CHUNKS.map((chunk) =>
    chunk >= CHUNKS.length - rest ? share : share - 1,
  );
}

const masksByLimit = new Map<number, Uint16Array>();

/** Chunk values with at most so many bits set, in rising order: 0 comes first. Do not write to it. */
export function chunkMasks(limitBits: number): Uint16Array {
  let masks = masksByLimit.get(limitBits);
  if (masks === undefined) {
    masks = masksUpTo(limitBits);
    masksByLimit.set(limitBits, masks);
  }
  return masks;
}

function masksUpTo(limitBits: number): Uint16Array {
  const masks: number[] = [];
  for (let value = 0; value < BUCKET_COUNT; value++) {
    let bits = 0;
    for (let rest = value; rest > 0; rest &= rest - 1) bits++;
    if (bits <= limitBits) masks.push(value);
  }
  return Uint16Array.from(masks);
}

/** Sorts whole codes by a chunk. @throws RangeError on bytes that are not whole codes */
function bucketSort(
  kernels: KernelExports,
  memory: KernelMemory,
  codes: Uint8Array,
  chunk: number,
): Uint8Array {
  const count = codes.length / BUCKET_CODE_BYTES;
  memory.reset();
  const input = memory.put(codes);
  const sideBytes = kernels.bucketSideBytes(count);
  const side = memory.take(sideBytes);
  kernels.bucketSort(input, count, chunk, side);
  return memory.read(side, sideBytes);
}

/**
 * Codes to be joined, sorted when a chunk is asked for. The bytes must not change meanwhile.
 *
 * @param keepsSorted holds all four sorted forms (48 bytes a code) for further joins; otherwise
 *   only the latest one (12 bytes a code)
 * @throws RangeError on bytes that are not whole codes
 */
export function bucketList(
  kernels: KernelExports,
  memory: KernelMemory,
  codes: Uint8Array,
  keepsSorted: boolean,
): BucketList {
  const count = codes.length / BUCKET_CODE_BYTES;
  if (!Number.isInteger(count)) {
    throw new RangeError(`${codes.length} bytes are not whole codes of 8.`);
  }
  const sorted = new Map<number, Uint8Array>();
  return {
    count,
    sortedBy(chunk) {
      let side = sorted.get(chunk);
      if (side === undefined) {
        if (!keepsSorted) sorted.clear();
        side = bucketSort(kernels, memory, codes, chunk);
        sorted.set(chunk, side);
      }
      return side;
    },
  };
}

function checkedRange(request: BucketJoinRequest): [number, number] {
  const { fromBucket = 0, toBucket = BUCKET_COUNT, radiusBits } = request;
  if (!Number.isInteger(radiusBits) || radiusBits < 0 || radiusBits > 64) {
    throw new RangeError(`Bad radius ${radiusBits}.`);
  }
  const isRange = Number.isInteger(fromBucket) && Number.isInteger(toBucket);
  if (!isRange || fromBucket < 0 || fromBucket > toBucket) {
    throw new RangeError(`Bad range ${fromBucket}…${toBucket} of buckets.`);
  }
  if (toBucket > BUCKET_COUNT) throw new RangeError(`No bucket ${toBucket}.`);
  return [fromBucket, toBucket];
}

/**
 * All pairs within the radius, exactly and completely, as triples (place in queries, place in
 * stored, distanceBits), of a self-join the lesser place first. A batch at a time: between two
 * batches the caller may yield, use other kernels, or stop. A batch may be empty. The order is
 * fixed, but not sorted.
 *
 * Memory: both lists once sorted (12 bytes a code) in the kernels and once outside, and one
 * output buffer; independent of the number of pairs.
 * @throws RangeError on a bad radius or a bad range
 */
export function* bucketJoinBatches(
  kernels: KernelExports,
  memory: KernelMemory,
  request: BucketJoinRequest,
): Generator<Uint32Array<ArrayBuffer>, void, undefined> {
  const { queries, stored } = request;
  if (queries.count > stored.count) {
    // Every bucket of the first list is held against many of the second: the shorter one leads.
    const turned = { ...request, queries: stored, stored: queries };
    for (const triples of bucketJoinBatches(kernels, memory, turned)) {
      swapEnds(triples);
      yield triples;
    }
    return;
  }
  const [from, to] = checkedRange(request);
  if (queries.count === 0) return;
  const limits = chunkLimits(request.radiusBits);
  for (const chunk of CHUNKS) {
    const limit = limits[chunk]!;
    if (limit < 0) continue;
    const pass = new ChunkPass(kernels, memory, request, chunk, limits);
    pass.startAt(from);
    do yield pass.step(to);
    while (!pass.isDone(to));
  }
}

function swapEnds(triples: Uint32Array): void {
  for (let at = 0; at < triples.length; at += 3) {
    const first = triples[at]!;
    triples[at] = triples[at + 1]!;
    triples[at + 1] = first;
  }
}

/** The join by one chunk, between two steps of which the kernels' memory may be used otherwise. */
class ChunkPass {
  private readonly kernels: KernelExports;
  private readonly memory: KernelMemory;
  private readonly request: BucketJoinRequest;
  private readonly chunk: number;
  /** Bits allowed + 1 of each chunk, a byte each. */
  private readonly packedLimits: number;
  private readonly masks: Uint16Array;
  private readonly cursor = new Uint32Array(4);
  private epoch = -1;
  private places = { a: 0, b: 0, masks: 0, out: 0, cursor: 0 };

  constructor(
    kernels: KernelExports,
    memory: KernelMemory,
    request: BucketJoinRequest,
    chunk: number,
    limits: readonly number[],
  ) {
    this.kernels = kernels;
    this.memory = memory;
    this.request = request;
    this.chunk = chunk;
    this.packedLimits = limits.reduce(
      (packed, limit, at) =>
        packed | ((Math.min(limit, CHUNK_BITS) + 1) << (8 * at)),
      0,
    );
    this.masks = chunkMasks(limits[chunk]!);
  }

  startAt(bucket: number): void {
    this.cursor[0] = bucket;
  }

  isDone(bucketEnd: number): boolean {
    return this.cursor[0]! >= bucketEnd;
  }

  step(bucketEnd: number): Uint32Array<ArrayBuffer> {
    const { kernels, memory, request } = this;
    if (memory.epoch !== this.epoch) this.putSides();
    const { a, b, masks, out, cursor } = this.places;
    memory.write(cursor, new Uint8Array(this.cursor.buffer));
    const written = kernels.bucketJoin(
      a,
      request.queries.count,
      b,
      request.stored.count,
      this.chunk,
      this.packedLimits,
      masks,
      this.masks.length,
      request.radiusBits,
      bucketEnd,
      COMPARISONS_PER_STEP,
      out,
      TRIPLES_PER_BUFFER,
      cursor,
    );
    this.cursor.set(memory.readU32(cursor, 4));
    return memory.readU32(out, written * 3);
  }

  /** Others have used the memory: the sides are put there anew. */
  private putSides(): void {
    const { memory, request, chunk } = this;
    const queries = request.queries.sortedBy(chunk);
    const stored =
      request.stored === request.queries
        ? queries
        : request.stored.sortedBy(chunk);
    memory.reset();
    const a = memory.put(queries);
    this.places = {
      a,
      b: stored === queries ? a : memory.put(stored),
      masks: memory.put(new Uint8Array(this.masks.buffer)),
      out: memory.take(TRIPLES_PER_BUFFER * TRIPLE_BYTES),
      cursor: memory.take(this.cursor.byteLength),
    };
    this.epoch = memory.epoch;
  }
}
