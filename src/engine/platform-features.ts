import { canKeepSampleLibrary } from '../files/sample-library/sample-folder.ts';
import type { PlatformFeatures } from './app-state.ts';

/** Looks at what this browser offers; asks for nothing. */
export function detectFeatures(): PlatformFeatures {
  const input = document.createElement('input');
  return {
    canPickFolder: 'showDirectoryPicker' in window,
    canListFolder: 'webkitdirectory' in input,
    canKeepSample: canKeepSampleLibrary(),
  };
}

/** One worker per core; on larger machines one core stays free for the page. */
export function poolSize(cores: number): number {
  const MAX_WORKERS = 12;
  return Math.max(1, Math.min(cores > 2 ? cores - 1 : cores, MAX_WORKERS));
}
