/**
 * One end of a channel between the matcher and a worker of the pool, opaque here like
 * CompiledKernels: a MessagePort. Codes go from the one to the other without the page.
 */
export type JoinPort = object;

/** Part of a join of two lists of 64-bit codes, as it is sent over a JoinPort. */
export interface JoinShard {
  /** Codes of 8 bytes, one after the other. */
  queries: Uint8Array;
  stored: Uint8Array;
  /** Largest distance that counts, bits. */
  radiusBits: number;
  /** Buckets with from ≤ bucket < to; see BucketJoinRequest. */
  fromBucket: number;
  toBucket: number;
}

/** Asks for the next triples of a shard; nobody is to hold more of them than he can take in. */
export const MORE_TRIPLES = 'more';
/** Follows the last triples of a shard. */
export const END_OF_TRIPLES = 'end';
/** Follows the last triples of a shard that was not joined to its end. */
export const GAVE_UP = 'gave up';

/**
 * Has a worker serve the other end of a port: one shard comes, Uint32Arrays of triples (place in
 * queries, place in stored, distanceBits) go back, and END_OF_TRIPLES or GAVE_UP. From the second on each waits for a
 * MORE_TRIPLES; anything else that comes stops it. Resolves to false when the worker was lost, or there is none.
 */
export type JoinHelp = (port: JoinPort) => Promise<boolean>;
