// All pairs within a radius, by brute force. A join that fills its output stops and says where, so
// that the caller empties the output and goes on: no pair is ever dropped.

/** Writes one {query, stored, distance} triple. */
function emit(
  out: usize,
  count: i32,
  query: i32,
  stored: i32,
  bits: i32,
): void {
  const at = out + <usize>count * 12;
  store<i32>(at, query);
  store<i32>(at, stored, 4);
  store<i32>(at, bits, 8);
}

function firstStored(
  query: i32,
  queryBase: i32,
  storedBase: i32,
  isSelfJoin: i32,
): i32 {
  if (!isSelfJoin) return 0;
  const first = queryBase + query + 1 - storedBase;
  return first < 0 ? 0 : first;
}

/**
 * Codes of 8 bytes. `cursor` holds {query, stored} as i32: where to begin, and on return where to
 * go on; done when query equals queryCount. Indices written are local index + base. With
 * isSelfJoin only pairs with stored > query (both with base). Returns the triples written.
 */
export function join64(
  queries: usize,
  queryCount: i32,
  queryBase: i32,
  stored: usize,
  storedCount: i32,
  storedBase: i32,
  radius: i32,
  isSelfJoin: i32,
  out: usize,
  capacity: i32,
  cursor: usize,
): i32 {
  let written = 0;
  let q = load<i32>(cursor);
  let resumeAt = load<i32>(cursor, 4);
  for (; q < queryCount; q++) {
    const code = load<u64>(queries + ((<usize>q) << 3));
    let s = firstStored(q, queryBase, storedBase, isSelfJoin);
    if (resumeAt > s) s = resumeAt;
    resumeAt = 0;
    while (s < storedCount) {
      // Four at a time while none is near: one branch for four pairs.
      let at = stored + ((<usize>s) << 3);
      while (s + 4 <= storedCount) {
        const near =
          (<i32>(<i32>popcnt<u64>(code ^ load<u64>(at)) <= radius)) |
          (<i32>(<i32>popcnt<u64>(code ^ load<u64>(at, 8)) <= radius)) |
          (<i32>(<i32>popcnt<u64>(code ^ load<u64>(at, 16)) <= radius)) |
          (<i32>(<i32>popcnt<u64>(code ^ load<u64>(at, 24)) <= radius));
        if (near) break;
        s += 4;
        at += 32;
      }
      const end = s + 4 <= storedCount ? s + 4 : storedCount;
      for (; s < end; s++) {
        const bits = <i32>(
          popcnt<u64>(code ^ load<u64>(stored + ((<usize>s) << 3)))
        );
        if (bits > radius) continue;
        if (written == capacity) {
          store<i32>(cursor, q);
          store<i32>(cursor, s, 4);
          return written;
        }
        emit(out, written++, queryBase + q, storedBase + s, bits);
      }
    }
  }
  store<i32>(cursor, q);
  store<i32>(cursor, 0, 4);
  return written;
}

/** As join64, for codes of 32 bytes. */
export function join256(
  queries: usize,
  queryCount: i32,
  queryBase: i32,
  stored: usize,
  storedCount: i32,
  storedBase: i32,
  radius: i32,
  isSelfJoin: i32,
  out: usize,
  capacity: i32,
  cursor: usize,
): i32 {
  let written = 0;
  let q = load<i32>(cursor);
  let resumeAt = load<i32>(cursor, 4);
  for (; q < queryCount; q++) {
    const at = queries + ((<usize>q) << 5);
    const a = load<u64>(at);
    const b = load<u64>(at, 8);
    const c = load<u64>(at, 16);
    const d = load<u64>(at, 24);
    let s = firstStored(q, queryBase, storedBase, isSelfJoin);
    if (resumeAt > s) s = resumeAt;
    resumeAt = 0;
    let other = stored + ((<usize>s) << 5);
    for (; s < storedCount; s++, other += 32) {
      // Half the bits rule out nearly every pair of different pictures.
      let bits = <i32>(
        (popcnt<u64>(a ^ load<u64>(other)) +
          popcnt<u64>(b ^ load<u64>(other, 8)))
      );
      if (bits > radius) continue;
      bits += <i32>(
        (popcnt<u64>(c ^ load<u64>(other, 16)) +
          popcnt<u64>(d ^ load<u64>(other, 24)))
      );
      if (bits > radius) continue;
      if (written == capacity) {
        store<i32>(cursor, q);
        store<i32>(cursor, s, 4);
        return written;
      }
      emit(out, written++, queryBase + q, storedBase + s, bits);
    }
  }
  store<i32>(cursor, q);
  store<i32>(cursor, 0, 4);
  return written;
}
