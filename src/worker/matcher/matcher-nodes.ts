import {
  contentNode,
  nodeWithFlaws,
  type ContentNode,
} from '../../domain/build-groups-candidates.ts';
import type { GroupingRules, PictureKey } from '../../domain/build-groups.ts';
import { isSameFlaws } from '../../domain/choose-keeper-flaws.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import {
  forgetPrepared,
  NO_GROUPS,
  type EdgeEnd,
  type PreparedContents,
} from './matcher-edge-book.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import { isMatched } from './matcher-session-rules.ts';

/** By what contents are prepared. */
export interface Preparing {
  settings: MatchingSettings;
  rules: GroupingRules;
}

/**
 * Contents prepared for grouping. Those of pictures with edges are kept until something of them
 * changes, because they are what every move of the threshold groups again.
 */
export class MatcherNodes {
  private readonly library: MatcherLibrary;
  private readonly edges: MatcherEdges;

  constructor(library: MatcherLibrary, edges: MatcherEdges) {
    this.library = library;
    this.edges = edges;
  }

  /** The contents of a picture with edges that can stand in a group. */
  of(end: EdgeEnd, by: Preparing): PreparedContents {
    const { prepared } = end;
    if (prepared !== undefined && end.isWeighed) return prepared;
    const looks = this.edges.countLooks(end);
    const current =
      prepared === undefined
        ? preparedOf(this.made(end.picture, by), looks)
        : this.weighed(end, prepared, looks, by);
    end.prepared = current;
    end.isWeighed = true;
    return current;
  }

  /** The contents of a picture without edges that can stand in a group: it needs twins. */
  ofLone(picture: PictureKey, by: Preparing): readonly ContentNode[] {
    return this.made(picture, by).filter(({ content }) =>
      this.library.hasTwins(content),
    );
  }

  /** Nothing prepared is true any more. */
  dropAll(): void {
    for (const end of this.edges.allEnds()) forgetPrepared(end);
  }

  private weighed(
    end: EdgeEnd,
    prepared: PreparedContents,
    looks: number | undefined,
    { rules }: Preparing,
  ): PreparedContents {
    if (isOfLooks(prepared, looks)) return prepared;
    const { otherwise } = end;
    if (otherwise !== undefined && isOfLooks(otherwise, looks)) {
      end.otherwise = prepared;
      return otherwise;
    }
    const flaws = this.edges.flawsOf(end);
    const { nodes } = prepared;
    if (nodes.every(({ best }) => isSameFlaws(best.flaws, flaws))) {
      prepared.looks = looks;
      return prepared;
    }
    end.otherwise = prepared;
    return preparedOf(
      nodes.map((node) => nodeWithFlaws(node, flaws, rules)),
      looks,
    );
  }

  private made(
    picture: PictureKey,
    { settings, rules }: Preparing,
  ): readonly ContentNode[] {
    let nodes: readonly ContentNode[] = [];
    for (const copies of this.library.copiesOf(picture)) {
      if (isMatched(copies.fingerprint, settings)) {
        // An array that is pushed to keeps room for 16 more, and most have one.
        nodes = nodes.concat(contentNode(copies, rules));
      }
    }
    return nodes;
  }
}

function isOnePhoto([node, next]: readonly ContentNode[]): boolean {
  return next === undefined && node?.photos.length === 1;
}

function preparedOf(
  nodes: readonly ContentNode[],
  looks: number | undefined,
): PreparedContents {
  return { nodes, looks, alone: isOnePhoto(nodes) ? NO_GROUPS : undefined };
}

function isOfLooks(
  prepared: PreparedContents,
  looks: number | undefined,
): boolean {
  return looks !== undefined && prepared.looks === looks;
}
