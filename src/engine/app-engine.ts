import type { ContentHash, FileKey, RootId } from '../domain/photo-id.ts';
import type { DistanceSurvey } from '../domain/distance-survey.ts';
import type { FolderPlace } from '../domain/folder-place.ts';
import type { GroupId, PhotoSummary } from '../domain/group.ts';
import type { RootProtection } from '../domain/root.ts';
import type { SettingsEffect } from '../domain/settings-effect.ts';
import type { Settings } from '../domain/settings.ts';
import type { AppState } from './app-state.ts';

/** A picture ready for an `<img>`; call `release` when it is no longer shown. */
export interface ShownPicture {
  url: string;
  widthPx: number;
  heightPx: number;
  release: () => void;
}

export type { SettingsEffect };

export type ReportKind =
  | 'html'
  | 'json'
  | 'csv'
  | 'ledger-csv'
  | 'favourites-csv'
  | 'shell'
  | 'powershell';

/** Where something was decided. */
export interface DecidedPlace {
  group: GroupId;
  /** Absent where it was about many photos at once. */
  photo?: FileKey;
}

/** A file for the person to save. */
export interface SavedFile {
  name: string;
  contents: Blob;
}

/** All that the UI may ask for. Methods never throw for a file's sake: problems become notices. */
export interface AppEngine {
  readonly state: AppState;
  /** Called after each change, at most once per animation frame's worth of work. Returns unsubscribe. */
  subscribe(listener: () => void): () => void;

  /** Shows the picker (must run in a click), asks for readwrite, starts scanning. */
  chooseFolder(): Promise<void>;
  /** From a `<input webkitdirectory>`: read-only. */
  addFileList(files: FileList): Promise<void>;
  /** From a drop event; must be called synchronously in the handler. */
  addDropped(items: DataTransferItemList): Promise<void>;
  openSample(): Promise<void>;
  /** A recent folder: asks for permission again where needed (must run in a click). */
  openRecent(root: RootId): Promise<void>;
  forgetRecent(root: RootId): Promise<void>;
  removeRoot(root: RootId): Promise<void>;
  setProtection(root: RootId, protection: RootProtection): Promise<void>;
  /** The resume banner's action. */
  resumeScan(): Promise<void>;
  dismissResumable(): Promise<void>;

  startScan(): Promise<void>;
  pauseScan(): void;
  continueScan(): void;
  /** Keeps everything done so far. */
  stopScan(): Promise<void>;
  /** Reads these skipped files again; all retryable ones when none are named. */
  retrySkipped(keys?: readonly FileKey[]): Promise<void>;

  effectOf(settings: Settings): SettingsEffect;
  applySettings(settings: Settings): Promise<void>;

  /** How far the near pairs are from each other, for drawing the line; undefined with no folder. */
  distances(): Promise<DistanceSurvey | undefined>;

  keep(group: GroupId, member: FileKey): Promise<void>;
  move(group: GroupId, member: FileKey): Promise<void>;
  makeKeeper(group: GroupId, member: FileKey): Promise<void>;
  notDuplicates(group: GroupId, member: FileKey): Promise<void>;
  /** Decides "move" for all copies in a folder that are as good outside. Resolves to their number. */
  planFolder(place: FolderPlace): Promise<number>;
  /** Marks one of the best photos of a series with a star, or takes that back. Moves nothing. */
  toggleFavourite(content: ContentHash): Promise<void>;
  /** Takes back the latest decision of this visit. Resolves to where it was made, if in a group. */
  undoDecision(): Promise<DecidedPlace | undefined>;

  /** Makes the plan from all members to be moved, or those of one place, and puts it in `state.plan`. */
  makePlan(place?: FolderPlace): Promise<void>;
  /** Whether running `state.plan` writes what only its victims note to sidecars. Off in a new plan. */
  writeSidecars(writesSidecars: boolean): void;
  discardPlan(): void;
  /** Runs `state.plan`. Resolves when done; progress is in `state.operation`. */
  runPlan(): Promise<void>;
  cancelOperation(): void;
  dismissOperation(): void;
  /** Puts everything of one quarantine back. */
  undoMove(planId: string): Promise<void>;
  /** Deletes the files of one quarantine for good. The UI has asked once. */
  emptyQuarantine(planId: string): Promise<void>;

  /** @param place of the scripts: nothing else is moved by them */
  report(kind: ReportKind, place?: FolderPlace): Promise<SavedFile>;

  /** Cached, small. Rejects never: undefined where the picture cannot be shown. */
  thumbnail(file: FileKey): Promise<ShownPicture | undefined>;
  /** Full size where the browser can show the format, else decoded. */
  fullPicture(photo: PhotoSummary): Promise<ShownPicture | undefined>;

  dismissNotice(id: number): void;
  /** Reloads into the waiting version; refused while a scan or an operation runs. */
  applyUpdate(): void;
}
