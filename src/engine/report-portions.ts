import type { Group } from '../domain/group.ts';
import {
  groupFiles,
  wholeGroups,
  type ListedGroup,
} from '../domain/listed-group.ts';
import type { ContentHash, FileKey } from '../domain/photo-id.ts';
import {
  reportHashes,
  type ReportHashes,
  type ReportPortion,
} from '../report/report-data.ts';
import { readFingerprints } from '../storage/fingerprints-store.ts';
import type { AppContext } from './app-context.ts';
import { inSlices } from './in-slices.ts';
import type { PictureShelf } from './picture-shelf.ts';

/** Whole at once: enough pictures for all workers, and contents to be read from storage without a long task. */
const PORTION_GROUPS = 100;
const THUMBNAIL_PX = 160;
/** In one page: a browser still opens it, some 60 MB, and it is made in minutes. */
const THUMBNAILS = 10_000;

/** How many of these groups, from the first, have no more than so many photos together. */
export function groupsWithin(
  groups: readonly Pick<ListedGroup, 'photos'>[],
  photos: number,
): number {
  let sum = 0;
  const past = groups.findIndex((group) => (sum += group.photos) > photos);
  return past === -1 ? groups.length : past;
}

/** Of this many groups, from the first, a report shows pictures. */
export function groupsWithThumbnails(groups: readonly ListedGroup[]): number {
  return groupsWithin(groups, THUMBNAILS);
}

/** Groups as a report wants them, made whole a few at a time. */
export class ReportPortions {
  private readonly context: AppContext;
  private readonly pictures: PictureShelf;

  constructor(context: AppContext, pictures: PictureShelf) {
    this.context = context;
    this.pictures = pictures;
  }

  /** @param withThumbnails - so many of the groups, from the first, come with them */
  async *of(
    listed: readonly ListedGroup[],
    withThumbnails: number,
  ): AsyncGenerator<ReportPortion, void> {
    for (let at = 0; at < listed.length; at += PORTION_GROUPS) {
      const groups = await inSlices(
        wholeGroups(listed.slice(at, at + PORTION_GROUPS)),
      );
      yield {
        groups,
        firstNumber: at + 1,
        hashes: await this.hashes(groups),
        thumbnails: await this.thumbnails(
          groups.slice(0, Math.max(0, withThumbnails - at)),
        ),
      };
    }
  }

  private async hashes(
    groups: readonly Group[],
  ): Promise<Map<ContentHash, ReportHashes>> {
    const contents = new Set<ContentHash>();
    for (const { keeper, members } of groups) {
      contents.add(keeper.content);
      for (const { photo } of members) contents.add(photo.content);
    }
    const fingerprints = await this.context.withDatabase((db) =>
      readFingerprints(db, [...contents]),
    );
    return new Map(
      fingerprints?.map((fingerprint) => [
        fingerprint.content,
        reportHashes(fingerprint),
      ]),
    );
  }

  private async thumbnails(
    groups: readonly Group[],
  ): Promise<Map<FileKey, string>> {
    const thumbnails = new Map<FileKey, string>();
    const take = async (key: FileKey): Promise<void> => {
      const url = await this.pictures.dataUrl(key, THUMBNAIL_PX);
      if (url !== undefined) thumbnails.set(key, url);
    };
    await Promise.all(groups.flatMap(groupFiles).map(take));
    return thumbnails;
  }
}
