import type { ContentNode } from './build-groups-candidates.ts';
import type { EdgeSource, PictureKey } from './build-groups-input.ts';
import { groupBy } from './group-by.ts';

/**
 * Splits contents into the parts that no edge connects. Parts and their order do not depend on
 * the order of the contents.
 */
export function connectedParts(
  nodes: readonly ContentNode[],
  edges: EdgeSource,
): ContentNode[][] {
  const sorted = [...nodes].sort((a, b) => (a.content < b.content ? -1 : 1));
  const waiting = groupBy(sorted, ({ picture }) => picture);
  const parts: ContentNode[][] = [];
  for (const start of waiting.keys()) {
    // The loop deletes what it reaches, and a Map's iterator passes over what is deleted.
    parts.push(takePart(start, waiting, edges));
  }
  return parts;
}

function takePart(
  start: PictureKey,
  waiting: Map<PictureKey, ContentNode[]>,
  edges: EdgeSource,
): ContentNode[] {
  const part: ContentNode[] = [];
  const toVisit = [start];
  for (let next = toVisit.pop(); next !== undefined; next = toVisit.pop()) {
    const nodes = waiting.get(next);
    if (nodes === undefined) continue;
    waiting.delete(next);
    part.push(...nodes);
    for (const neighbour of edges.neighbours(next)) {
      if (waiting.has(neighbour)) toVisit.push(neighbour);
    }
  }
  return part;
}
