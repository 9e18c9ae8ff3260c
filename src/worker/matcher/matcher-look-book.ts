import { pairKey } from '../../domain/decision.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { LookResult } from '../../protocol/matcher-protocol.ts';

/** Second looks by either content and pair: contents come and go, looks stay. */
export class LookBook {
  private readonly looks = new Map<ContentHash, Map<string, LookResult>>();

  put(look: LookResult): void {
    const pair = pairKey(look.first, look.second);
    for (const content of [look.first, look.second]) {
      const known = this.looks.get(content);
      if (known) known.set(pair, look);
      else this.looks.set(content, new Map([[pair, look]]));
    }
  }

  /** The looks that this content has a part in. */
  of(content: ContentHash): Iterable<LookResult> {
    return this.looks.get(content)?.values() ?? [];
  }
}
