import {
  contentNode,
  nodeWithFlaws,
  type ContentNode,
} from '../../domain/build-groups-candidates.ts';
import type { GroupingRules, PictureKey } from '../../domain/build-groups.ts';
import { isSameFlaws } from '../../domain/choose-keeper-flaws.ts';
import type { MatchingSettings } from '../../domain/settings.ts';
import type { EdgeEnd } from './matcher-edge-book.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import type { MatcherLibrary } from './matcher-library.ts';
import { isMatched } from './matcher-session-rules.ts';

/** By what contents are prepared. */
interface Preparing {
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
  of(end: EdgeEnd, by: Preparing): readonly ContentNode[] {
    const { nodes } = end;
    if (nodes !== undefined && end.isWeighed) return nodes;
    const looks = this.edges.countLooks(end);
    if (nodes === undefined) end.nodes = this.made(end.picture, by);
    else if (looks === undefined || looks !== end.weighedLooks) {
      end.nodes = this.weighed(end, nodes, by);
    }
    end.isWeighed = true;
    end.weighedLooks = looks ?? 0;
    return end.nodes ?? [];
  }

  /** The only photo of a picture that has just one, as it was prepared; looks may be others now. */
  onlyOne({ nodes }: EdgeEnd): ContentNode | undefined {
    const [node] = nodes ?? [];
    return nodes?.length === 1 && node?.photos.length === 1 ? node : undefined;
  }

  /** The contents of a picture without edges that can stand in a group: it needs twins. */
  ofLone(picture: PictureKey, by: Preparing): readonly ContentNode[] {
    return this.made(picture, by).filter(({ content }) =>
      this.library.hasTwins(content),
    );
  }

  /** Nothing prepared is true any more. */
  dropAll(): void {
    for (const end of this.edges.allEnds()) end.nodes = undefined;
  }

  private weighed(
    end: EdgeEnd,
    nodes: readonly ContentNode[],
    { rules }: Preparing,
  ): readonly ContentNode[] {
    const flaws = this.edges.flawsOf(end);
    return nodes.every(({ best }) => isSameFlaws(best.flaws, flaws))
      ? nodes
      : nodes.map((node) => nodeWithFlaws(node, flaws, rules));
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
