import { DEFAULT_SETTINGS } from '../domain/settings.ts';
import type { AppState } from './app-state.ts';
import { NO_TOTALS } from './group-store.ts';
import { detectFeatures } from './platform-features.ts';

/** What is shown before anything has been read. */
export function initialState(): AppState {
  return {
    features: detectFeatures(),
    isReady: false,
    isOpening: false,
    settings: DEFAULT_SETTINGS,
    roots: [],
    recents: [],
    groups: [],
    totals: NO_TOTALS,
    picturesLeftOut: 0,
    provisional: [],
    folderInsights: [],
    series: [],
    favourites: [],
    notFavourites: [],
    comparedFiles: 0,
    ledger: [],
    companionFiles: [],
    quarantines: [],
    isUpdateReady: false,
    isOfflineReady: false,
    isBusyElsewhere: false,
    canUndoDecision: false,
    notices: [],
    isPreparing: false,
    isPlanning: false,
  };
}
