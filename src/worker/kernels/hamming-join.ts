import type { HammingJoinKernel, KernelExports } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Bytes per code: 8 for the 64-bit hashes, 32 for the 256-bit ones. */
export type CodeBytes = 8 | 32;

export interface JoinRequest {
  /** Codes one after the other. */
  queries: Uint8Array;
  stored: Uint8Array;
  bytesPerCode: CodeBytes;
  /** Largest distance that counts, bits; 0 means equal codes only. */
  radiusBits: number;
  /** `queries` and `stored` are the same list: each pair once, with stored > query. */
  isSelfJoin?: boolean;
  /** Only queries with from ≤ index < to; all by default. */
  from?: number;
  to?: number;
}

/** Queries per kernel call. With STORED_BYTES it bounds a step to a few tens of ms. */
const QUERIES_PER_STEP = 1024;

/** Stored codes per kernel call: what stays in the L2 cache while the queries pass by. */
const STORED_BYTES = 256 * 1024;

/** Pairs per output buffer; a fuller step empties it and goes on. */
const TRIPLES_PER_BUFFER = 16_384;

const TRIPLE_BYTES = 12;

function checkedCount(
  codes: Uint8Array,
  bytesPerCode: number,
  name: string,
): number {
  if (codes.length % bytesPerCode !== 0) {
    throw new RangeError(
      `${name}: ${codes.length} bytes are not whole codes of ${bytesPerCode}.`,
    );
  }
  return codes.length / bytesPerCode;
}

function checkRequest(request: JoinRequest): {
  from: number;
  to: number;
  storedCount: number;
} {
  const { queries, stored, bytesPerCode, radiusBits } = request;
  const queryCount = checkedCount(queries, bytesPerCode, 'queries');
  const storedCount = checkedCount(stored, bytesPerCode, 'stored');
  if (!Number.isInteger(radiusBits) || radiusBits < 0) {
    throw new RangeError(`Bad radius ${radiusBits}.`);
  }
  if (request.isSelfJoin === true && queryCount !== storedCount) {
    throw new RangeError('A self-join takes the same list twice.');
  }
  const from = request.from ?? 0;
  const to = request.to ?? queryCount;
  const isRange = Number.isInteger(from) && Number.isInteger(to);
  if (!isRange || from < 0 || from > to || to > queryCount) {
    throw new RangeError(`Bad range ${from}…${to} of ${queryCount} queries.`);
  }
  return { from, to, storedCount };
}

/**
 * All pairs within the radius, exactly and completely, as triples (queryIndex, storedIndex,
 * distanceBits), a batch at a time: between two batches the caller may yield, use other kernels,
 * or stop. A batch may be empty. Order is fixed, but not sorted.
 * @throws RangeError on bytes that are not whole codes, a bad radius or a bad range
 */
export function* joinBatches(
  kernels: KernelExports,
  memory: KernelMemory,
  request: JoinRequest,
): Generator<Uint32Array<ArrayBuffer>, void, undefined> {
  const { from, to, storedCount } = checkRequest(request);
  const storedPerStep = STORED_BYTES / request.bytesPerCode;
  for (let query = from; query < to; query += QUERIES_PER_STEP) {
    const queryEnd = Math.min(to, query + QUERIES_PER_STEP);
    // Of a self-join, the half under the diagonal is never looked at.
    const first = request.isSelfJoin === true ? query : 0;
    for (let at = first; at < storedCount; at += storedPerStep) {
      const storedEnd = Math.min(storedCount, at + storedPerStep);
      yield joinStep(kernels, memory, request, {
        query,
        queryEnd,
        stored: at,
        storedEnd,
      });
    }
  }
}

interface Step {
  query: number;
  queryEnd: number;
  stored: number;
  storedEnd: number;
}

/** One block of queries against one block of stored codes. */
function joinStep(
  kernels: KernelExports,
  memory: KernelMemory,
  request: JoinRequest,
  step: Step,
): Uint32Array<ArrayBuffer> {
  const { bytesPerCode } = request;
  const join: HammingJoinKernel =
    bytesPerCode === 8 ? kernels.join64 : kernels.join256;
  const queryCount = step.queryEnd - step.query;
  // Other kernels may have run since the last step, so the codes are copied in anew.
  memory.reset();
  const queries = memory.put(
    request.queries.subarray(
      step.query * bytesPerCode,
      step.queryEnd * bytesPerCode,
    ),
  );
  const stored = memory.put(
    request.stored.subarray(
      step.stored * bytesPerCode,
      step.storedEnd * bytesPerCode,
    ),
  );
  const out = memory.take(TRIPLES_PER_BUFFER * TRIPLE_BYTES);
  const cursor = memory.take(8);
  memory.clear(cursor, 8);
  const parts: Uint32Array<ArrayBuffer>[] = [];
  do {
    const count = join(
      queries,
      queryCount,
      step.query,
      stored,
      step.storedEnd - step.stored,
      step.stored,
      Math.min(request.radiusBits, bytesPerCode * 8),
      request.isSelfJoin === true ? 1 : 0,
      out,
      TRIPLES_PER_BUFFER,
      cursor,
    );
    if (count > 0) parts.push(memory.readU32(out, count * 3));
  } while (memory.readU32(cursor, 1)[0]! < queryCount);
  return concat(parts);
}

function concat(
  parts: readonly Uint32Array<ArrayBuffer>[],
): Uint32Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0]!;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Uint32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
