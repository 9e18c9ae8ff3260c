import type { Group } from '../domain/group.ts';
import type { ContentHash, FileKey } from '../domain/photo-id.ts';
import { wholeGroups } from '../domain/listed-group.ts';
import { makeRemovalPlan } from '../domain/make-removal-plan.ts';
import { NO_STAGE_TIMES } from '../domain/scan-stage.ts';
import { csvReport } from '../report/csv-report.ts';
import { favouritesCsv } from '../report/favourites-csv.ts';
import { htmlReport } from '../report/html-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { ledgerCsv } from '../report/ledger-csv.ts';
import { powershellRemovalScript } from '../report/removal-script-powershell.ts';
import { shellRemovalScript } from '../report/removal-script-shell.ts';
import {
  reportCounts,
  reportHashes,
  type ReportData,
  type ReportHashes,
} from '../report/report-data.ts';
import { readFingerprints } from '../storage/fingerprints-store.ts';
import type { ReportKind, SavedFile } from './app-engine.ts';
import type { AppContext } from './app-context.ts';
import { inSlices } from './in-slices.ts';
import type { PictureShelf } from './picture-shelf.ts';
import type { ScanDesk } from './scan-desk.ts';
import { textBlob } from './text-blob.ts';

const THUMBNAIL_PX = 160;
/** Asked for at once: more than all workers have to do, and no long task for the page. */
const THUMBNAIL_CHUNK = 200;
/** Contents read from storage at once. */
const HASH_CHUNK = 1000;

const FILES: Readonly<
  Record<ReportKind, { suffix: string; mimeType: string }>
> = {
  html: { suffix: '.html', mimeType: 'text/html' },
  json: { suffix: '.json', mimeType: 'application/json' },
  csv: { suffix: '.csv', mimeType: 'text/csv' },
  'ledger-csv': { suffix: '-skipped.csv', mimeType: 'text/csv' },
  'favourites-csv': { suffix: '-favourites.csv', mimeType: 'text/csv' },
  shell: { suffix: '-move.sh', mimeType: 'text/x-shellscript' },
  powershell: { suffix: '-move.ps1', mimeType: 'text/plain' },
};

/** Collects what a report needs and lets the writers make text of it. */
export class ReportDesk {
  private readonly context: AppContext;
  private readonly scans: ScanDesk;
  private readonly pictures: PictureShelf;

  constructor(context: AppContext, scans: ScanDesk, pictures: PictureShelf) {
    this.context = context;
    this.scans = scans;
    this.pictures = pictures;
  }

  async report(kind: ReportKind): Promise<SavedFile> {
    const stem = `twinsift-${new Date().toISOString().slice(0, 10)}`;
    const { suffix, mimeType } = FILES[kind];
    const chunks = await this.chunks(kind);
    return {
      name: stem + suffix,
      contents: await inSlices(textBlob(chunks, mimeType)),
    };
  }

  private async chunks(kind: ReportKind): Promise<Iterable<string>> {
    switch (kind) {
      case 'html':
        return htmlReport(await this.data({ withThumbnails: true }));
      case 'json':
        return jsonReport(await this.data({ withThumbnails: false }));
      case 'csv':
        return csvReport(await this.data({ withThumbnails: false }));
      case 'ledger-csv':
        return ledgerCsv(await this.data({ withThumbnails: false }));
      case 'favourites-csv':
        return favouritesCsv(this.context.store.state);
      case 'shell':
      case 'powershell':
        return [await this.script(kind)];
    }
  }

  private async script(kind: 'shell' | 'powershell'): Promise<string> {
    const { groups, roots } = this.context.store.state;
    const plan = await inSlices(
      makeRemovalPlan(groups, Date.now(), crypto.randomUUID()),
    );
    const rootLabels = new Map(roots.map(({ id, label }) => [id, label]));
    return kind === 'shell'
      ? shellRemovalScript(plan, { rootLabels })
      : powershellRemovalScript(plan, { rootLabels });
  }

  private async data({
    withThumbnails,
  }: {
    withThumbnails: boolean;
  }): Promise<ReportData> {
    const { state } = this.context.store;
    const { ledger, roots, settings, scan } = state;
    const groups = await inSlices(wholeGroups(state.groups));
    const { series, favourites, notFavourites } = state;
    return {
      generatedAtMs: Date.now(),
      programVersion: import.meta.env.VITE_APP_VERSION,
      stage: scan?.stage ?? 'finished',
      settings,
      roots,
      counts: reportCounts(
        groups,
        ledger,
        this.scans.files.index.comparedCount(settings.matching.minShortSidePx),
        state.companionFiles.length,
      ),
      elapsedMs: scan?.elapsedMs ?? 0,
      times: scan?.times ?? NO_STAGE_TIMES,
      groups,
      hashes: await this.hashes(groups),
      thumbnails: withThumbnails
        ? await this.thumbnails(groups)
        : new Map<FileKey, string>(),
      ledger,
      series,
      favourites,
      notFavourites,
    };
  }

  private async hashes(
    groups: readonly Group[],
  ): Promise<Map<ContentHash, ReportHashes>> {
    const contents = new Set<ContentHash>();
    for (const { keeper, members } of groups) {
      contents.add(keeper.content);
      for (const { photo } of members) {
        contents.add(photo.content);
      }
    }
    const hashes = new Map<ContentHash, ReportHashes>();
    const all = [...contents];
    for (let at = 0; at < all.length; at += HASH_CHUNK) {
      const chunk = await this.context.withDatabase((db) =>
        readFingerprints(db, all.slice(at, at + HASH_CHUNK)),
      );
      for (const fingerprint of chunk ?? []) {
        hashes.set(fingerprint.content, reportHashes(fingerprint));
      }
    }
    return hashes;
  }

  private async thumbnails(
    groups: readonly Group[],
  ): Promise<Map<FileKey, string>> {
    const keys = groups.flatMap(({ keeper, members }) => [
      keeper.key,
      ...members.map(({ photo }) => photo.key),
    ]);
    const thumbnails = new Map<FileKey, string>();
    const take = async (key: FileKey): Promise<void> => {
      const url = await this.pictures.dataUrl(key, THUMBNAIL_PX);
      if (url !== undefined) thumbnails.set(key, url);
    };
    for (let at = 0; at < keys.length; at += THUMBNAIL_CHUNK) {
      await Promise.all(keys.slice(at, at + THUMBNAIL_CHUNK).map(take));
    }
    return thumbnails;
  }
}
