import type { FolderPlace } from '../domain/folder-place.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import { makeRemovalPlan } from '../domain/make-removal-plan.ts';
import { NO_STAGE_TIMES } from '../domain/scan-stage.ts';
import { csvReport } from '../report/csv-report.ts';
import { favouritesCsv } from '../report/favourites-csv.ts';
import { htmlReport } from '../report/html-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { ledgerCsv } from '../report/ledger-csv.ts';
import { scriptPlan } from '../report/removal-script-plan.ts';
import { powershellRemovalScript } from '../report/removal-script-powershell.ts';
import { shellRemovalScript } from '../report/removal-script-shell.ts';
import { reportCounts, type ReportData } from '../report/report-data.ts';
import type { ReportKind, SavedFile } from './app-engine.ts';
import type { AppContext } from './app-context.ts';
import { inSlices } from './in-slices.ts';
import type { PictureShelf } from './picture-shelf.ts';
import { groupsWithThumbnails, ReportPortions } from './report-portions.ts';
import { TextBlob } from './text-blob.ts';

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

/** The reports that list the groups. */
const GROUP_REPORTS = {
  html: htmlReport,
  json: jsonReport,
  csv: csvReport,
} as const;

const SCRIPTS = {
  shell: shellRemovalScript,
  powershell: powershellRemovalScript,
} as const;

/** Collects what a report needs and lets the writers make text of it. */
export class ReportDesk {
  private readonly context: AppContext;
  private readonly portions: ReportPortions;

  constructor(context: AppContext, pictures: PictureShelf) {
    this.context = context;
    this.portions = new ReportPortions(context, pictures);
  }

  async report(kind: ReportKind, place?: FolderPlace): Promise<SavedFile> {
    const stem = `twinsift-${new Date().toISOString().slice(0, 10)}`;
    const { suffix, mimeType } = FILES[kind];
    const text = await this.text(kind, place);
    return { name: stem + suffix, contents: text.finish(mimeType) };
  }

  private async text(
    kind: ReportKind,
    place: FolderPlace | undefined,
  ): Promise<TextBlob> {
    switch (kind) {
      case 'html':
      case 'json':
      case 'csv':
        return this.groupReport(kind);
      case 'ledger-csv':
        return listText(ledgerCsv(this.context.store.state));
      case 'favourites-csv':
        return listText(favouritesCsv(this.context.store.state));
      case 'shell':
      case 'powershell':
        return this.script(kind, place);
    }
  }

  private async groupReport(
    kind: keyof typeof GROUP_REPORTS,
  ): Promise<TextBlob> {
    // What is decided while the report is made is not in it.
    const { groups } = this.context.store.state;
    const data = this.data(groups);
    const writer = GROUP_REPORTS[kind](data);
    const text = new TextBlob();
    await inSlices(text.add(writer.start()));
    const portions = this.portions.of(
      groups,
      kind === 'html' ? data.groupsWithThumbnails : 0,
    );
    for await (const portion of portions) {
      await inSlices(text.add(writer.portion(portion)));
    }
    await inSlices(text.add(writer.end()));
    return text;
  }

  private async script(
    kind: keyof typeof SCRIPTS,
    place: FolderPlace | undefined,
  ): Promise<TextBlob> {
    const { groups, roots } = this.context.store.state;
    const plan = await inSlices(
      makeRemovalPlan(groups, Date.now(), crypto.randomUUID(), place),
    );
    const rootLabels = new Map(roots.map(({ id, label }) => [id, label]));
    const script = await inSlices(scriptPlan(plan, { rootLabels }));
    return listText(SCRIPTS[kind](script));
  }

  private data(groups: readonly ListedGroup[]): ReportData {
    const { state } = this.context.store;
    const { ledger, roots, settings, scan } = state;
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
        state.comparedFiles,
        state.companionFiles.length,
      ),
      groupsWithThumbnails: groupsWithThumbnails(groups),
      elapsedMs: scan?.elapsedMs ?? 0,
      times: scan?.times ?? NO_STAGE_TIMES,
      ledger,
      series,
      favourites,
      notFavourites,
    };
  }
}

async function listText(texts: Iterable<string>): Promise<TextBlob> {
  const text = new TextBlob();
  await inSlices(text.add(texts));
  return text;
}
