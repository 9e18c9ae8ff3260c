import type { FolderInsight } from '../domain/folder-insight.ts';
import type { ProvisionalGroup } from '../domain/first-look.ts';
import type { GroupCategory } from '../domain/group.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import type { ContentHash, RootId } from '../domain/photo-id.ts';
import type { FileFacts, LedgerEntry } from '../domain/photo.ts';
import type { MoveResult, RemovalPlan } from '../domain/removal-plan.ts';
import type { Root } from '../domain/root.ts';
import type { ScanProgress, ScanRecord } from '../domain/scan-stage.ts';
import type { Settings } from '../domain/settings.ts';
import type { ShotSeries } from '../domain/similar-shots.ts';

/** What this browser can do. Decides which actions are offered, and in which words. */
export interface PlatformFeatures {
  /** showDirectoryPicker with write access. */
  canPickFolder: boolean;
  /** A folder input works: read-only, plan exported as a script. */
  canListFolder: boolean;
  /** The private file system, for the sample library. */
  canKeepSample: boolean;
}

/** An opened or remembered folder. */
export interface RootView extends Root {
  /** `granted` is ready; `prompt` needs one click; `denied` was refused; `missing` is gone from disk. */
  permission: 'granted' | 'read-only' | 'prompt' | 'denied' | 'missing';
}

/** Progress of moving, undoing or emptying. */
export interface OperationView {
  kind: 'moving' | 'restoring' | 'emptying';
  done: number;
  total: number;
  currentPath?: string;
  isFinished: boolean;
  /** Results so far, in order; refusals must be shown. */
  results: readonly OperationResult[];
}

export type OperationResult =
  | MoveResult
  | { kind: 'restored'; path: string; companionOf?: string }
  | { kind: 'not-restored'; path: string; reason: string }
  | { kind: 'sidecar-left'; path: string; reason: string }
  | { kind: 'deleted'; path: string; companionOf?: string }
  | { kind: 'not-deleted'; path: string; reason: string };

/** One past move, still in quarantine. */
export interface QuarantineBatch {
  planId: string;
  createdMs: number;
  /** Photos. */
  fileCount: number;
  /** Files that went with them: sidecars, films, raw data. */
  companionCount: number;
  /** Sidecars that the move wrote beside photos that stayed; undo removes them. */
  sidecarCount: number;
  bytes: number;
  /** `<root label>/<folder>` for people. */
  places: readonly string[];
  roots: readonly RootId[];
  /** A few paths to show before emptying. */
  samplePaths: readonly string[];
  /** The browser died in the middle of it and it has been put in order since. */
  wasReconciled: boolean;
  /** A folder it needs is not open; open it to undo. */
  needsRoot?: string;
}

/** A message that stays until dismissed. Names what happened and what to do. */
export interface Notice {
  id: number;
  tone: 'info' | 'problem';
  text: string;
}

/** Numbers over all groups. */
export interface GroupTotals {
  groups: number;
  /** Members that will be moved. */
  toMove: number;
  /** Files that go with those. */
  toMoveCompanions: number;
  toMoveBytes: number;
  /** Bytes all preselected or decided copies take. */
  freeableBytes: number;
  /** Groups of each kind. */
  categories: Readonly<Record<GroupCategory, number>>;
}

/** Everything the UI shows. Replaced as a whole (never mutated) at each change. */
export interface AppState {
  features: PlatformFeatures;
  /** Storage has been read; before that the UI shows skeletons. */
  isReady: boolean;
  /** Photos of earlier visits are still being read and grouped: there are more to come. */
  isOpening: boolean;
  settings: Settings;
  /** Folders of this session. */
  roots: readonly RootView[];
  /** Folders of earlier sessions, latest first. */
  recents: readonly RootView[];
  /** A scan of an earlier visit that did not end. */
  resumable?: { scan: ScanRecord; roots: readonly RootView[] };
  scan?: ScanProgress;
  /** Largest saving first. */
  groups: readonly ListedGroup[];
  totals: GroupTotals;
  /** Pictures with so many others like them that only the nearest were compared with them. */
  picturesLeftOut: number;
  /** Likely groups of files still to be read; for the eye only. Empty when no scan runs. */
  provisional: readonly ProvisionalGroup[];
  /** Folders that are contained in others, as of the last scan or move. */
  folderInsights: readonly FolderInsight[];
  /** Bursts and series of similar shots, as of the last scan or move. By time. */
  series: readonly ShotSeries[];
  /** Contents that a person marked as favourites. */
  favourites: readonly ContentHash[];
  /** Contents whose files rate them as favourites, and which a person does not. */
  notFavourites: readonly ContentHash[];
  /** Files of the open folders that were compared: all that `ledger` and `companionFiles` leave. */
  comparedFiles: number;
  ledger: readonly LedgerEntry[];
  /** Files that belong to a photo and were not compared; `shot` names the photo. By path. */
  companionFiles: readonly FileFacts[];
  /** The last plan made, waiting for the person's go. */
  plan?: RemovalPlan;
  /** It is being made. */
  isPlanning: boolean;
  operation?: OperationView;
  quarantines: readonly QuarantineBatch[];
  /** A new version waits; it is put in only when the person says so and no scan runs. */
  isUpdateReady: boolean;
  /** Everything needed offline is stored. */
  isOfflineReady: boolean;
  /** Another tab works on one of these folders; this one only watches. */
  isBusyElsewhere: boolean;
  canUndoDecision: boolean;
  notices: readonly Notice[];
  /** Preparing the sample library or opening stored results. */
  isPreparing: boolean;
}
