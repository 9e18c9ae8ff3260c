import type { ShotSeries } from '../domain/similar-shots.ts';
import type { MatcherWorker } from '../protocol/matcher-protocol.ts';

/** All series, portion by portion: each is a short task of its own on the page. */
export async function readSeries(
  matcher: Pick<MatcherWorker, 'similarShots'>,
): Promise<readonly ShotSeries[]> {
  const all: ShotSeries[] = [];
  let hasMore = true;
  while (hasMore) {
    const portion = await matcher.similarShots(all.length);
    all.push(...portion.series);
    ({ hasMore } = portion);
  }
  return all;
}
