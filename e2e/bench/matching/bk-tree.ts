/** Bits that are set in a 32-bit word. */
function bitsSet(word: number): number {
  let value = word - ((word >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  value = (value + (value >>> 4)) & 0x0f0f0f0f;
  return Math.imul(value, 0x01010101) >>> 24;
}

/**
 * A BK-tree over 64-bit codes (Burkhard and Keller 1973), czkawka's way to find similar hashes:
 * the children of a node by their distance to it, and of them a search visits those within the
 * radius of its own distance. Nodes lie in flat arrays, children linked as siblings: about as fast
 * as such a tree gets in a script.
 */
export class BkTree {
  private readonly high: Uint32Array;
  private readonly low: Uint32Array;
  private readonly firstChild: Int32Array;
  private readonly nextSibling: Int32Array;
  /** Distance to the parent. */
  private readonly toParent: Uint8Array;
  private readonly stack: Int32Array;

  /** @param codes 8 bytes each; node numbers are places in this list */
  constructor(codes: Uint8Array) {
    const count = codes.length / 8;
    const words = new Uint32Array(codes.slice().buffer);
    this.high = new Uint32Array(count);
    this.low = new Uint32Array(count);
    this.firstChild = new Int32Array(count).fill(-1);
    this.nextSibling = new Int32Array(count).fill(-1);
    this.toParent = new Uint8Array(count);
    this.stack = new Int32Array(count);
    for (let node = 0; node < count; node += 1) {
      this.high[node] = words[node * 2]!;
      this.low[node] = words[node * 2 + 1]!;
      if (node > 0) this.insert(node);
    }
  }

  /** Nodes within the radius of this node, itself not among them. Returns how many it visited. */
  search(
    query: number,
    radius: number,
    found: (node: number, bits: number) => void,
  ): number {
    const { high, low, firstChild, nextSibling, toParent, stack } = this;
    const queryHigh = high[query]!;
    const queryLow = low[query]!;
    let depth = 0;
    let visited = 0;
    stack[depth++] = 0;
    while (depth > 0) {
      const node = stack[--depth]!;
      visited += 1;
      const bits =
        bitsSet(high[node]! ^ queryHigh) + bitsSet(low[node]! ^ queryLow);
      if (bits <= radius && node !== query) found(node, bits);
      let child = firstChild[node]!;
      while (child >= 0) {
        const gap = toParent[child]! - bits;
        if (gap <= radius && gap >= -radius) stack[depth++] = child;
        child = nextSibling[child]!;
      }
    }
    return visited;
  }

  private insert(node: number): void {
    const { high, low, firstChild, nextSibling, toParent } = this;
    let parent = 0;
    for (;;) {
      const bits =
        bitsSet(high[node]! ^ high[parent]!) +
        bitsSet(low[node]! ^ low[parent]!);
      let child = firstChild[parent]!;
      while (child >= 0 && toParent[child] !== bits)
        child = nextSibling[child]!;
      if (child < 0) {
        toParent[node] = bits;
        nextSibling[node] = firstChild[parent]!;
        firstChild[parent] = node;
        return;
      }
      parent = child;
    }
  }
}
