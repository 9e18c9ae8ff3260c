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
import type { PictureShelf } from './picture-shelf.ts';
import type { ScanDesk } from './scan-desk.ts';

const THUMBNAIL_PX = 160;
/** Contents read from storage at once. */
const HASH_CHUNK = 1000;

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
    switch (kind) {
      case 'html':
        return {
          name: `${stem}.html`,
          mimeType: 'text/html',
          text: join(htmlReport(await this.data({ withThumbnails: true }))),
        };
      case 'json':
        return {
          name: `${stem}.json`,
          mimeType: 'application/json',
          text: join(jsonReport(await this.data({ withThumbnails: false }))),
        };
      case 'csv':
        return {
          name: `${stem}.csv`,
          mimeType: 'text/csv',
          text: join(csvReport(await this.data({ withThumbnails: false }))),
        };
      case 'ledger-csv':
        return {
          name: `${stem}-skipped.csv`,
          mimeType: 'text/csv',
          text: join(ledgerCsv(await this.data({ withThumbnails: false }))),
        };
      case 'favourites-csv':
        return {
          name: `${stem}-favourites.csv`,
          mimeType: 'text/csv',
          text: join(favouritesCsv(this.context.store.state)),
        };
      case 'shell':
      case 'powershell':
        return this.script(kind, stem);
    }
  }

  private script(kind: 'shell' | 'powershell', stem: string): SavedFile {
    const { groups, roots } = this.context.store.state;
    const now = new Date();
    const plan = makeRemovalPlan(
      wholeGroups(groups),
      now.getTime(),
      crypto.randomUUID(),
    );
    const labels = new Map(roots.map(({ id, label }) => [id, label]));
    return kind === 'shell'
      ? {
          name: `${stem}-move.sh`,
          mimeType: 'text/x-shellscript',
          text: shellRemovalScript(plan, { rootLabels: labels }),
        }
      : {
          name: `${stem}-move.ps1`,
          mimeType: 'text/plain',
          text: powershellRemovalScript(plan, { rootLabels: labels }),
        };
  }

  private async data({
    withThumbnails,
  }: {
    withThumbnails: boolean;
  }): Promise<ReportData> {
    const { state } = this.context.store;
    const { ledger, roots, settings, scan } = state;
    const groups = wholeGroups(state.groups);
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
    // The pool bounds how many are decoded at once.
    await Promise.all(
      keys.map(async (key) => {
        const url = await this.pictures.dataUrl(key, THUMBNAIL_PX);
        if (url !== undefined) {
          thumbnails.set(key, url);
        }
      }),
    );
    return thumbnails;
  }
}

function join(parts: string | Iterable<string>): string {
  return typeof parts === 'string' ? parts : [...parts].join('');
}
