import { nameParts, RAWS, shotStem } from '../../domain/companion-files.ts';
import { fileName, type FileRecord } from '../../domain/photo.ts';
import type { Taken } from './matcher-content-shelf.ts';

/**
 * Shots of which there is a RAW. Its JPEG may lie in another folder (beside it both are one shot
 * anyway): camera, second and the name without extension tell that they belong together.
 */
export class RawShots {
  private readonly shots = new Set<string>();

  /** Notes the shots of files that are RAWs by name. */
  add(taken: Taken, files: readonly FileRecord[]): void {
    for (const { path } of files) {
      if (isRawPath(path)) this.shots.add(shotOf(taken, path));
    }
  }

  /** The noted shots that these files are of. */
  of(taken: Taken, files: readonly FileRecord[]): readonly string[] {
    if (this.shots.size === 0) return NONE;
    return files
      .map(({ path }) => shotOf(taken, path))
      .filter((shot) => this.shots.has(shot));
  }
}

const NONE: readonly string[] = [];

/** By the extension of its name. */
export function isRawPath(path: string): boolean {
  return RAWS.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

function shotOf({ takenS, camera }: Taken, path: string): string {
  return `${camera} ${takenS} ${shotStem(nameParts(fileName(path)).stem)}`;
}
