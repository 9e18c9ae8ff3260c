import {
  fileKey,
  type ContentHash,
  type FileKey,
  type RootId,
} from '../../domain/photo-id.ts';
import type { FileRecord } from '../../domain/photo.ts';

/** Which files are parts of one shot: RAW and JPEG, a live photo and its film, sidecars. */
export class MatcherShots {
  private readonly shots = new Map<FileKey, Map<FileKey, FileRecord>>();
  private readonly shotOf = new Map<FileKey, FileKey>();
  private readonly groupedContent: (key: FileKey) => ContentHash | undefined;

  /** `groupedContent`: the content of a file that stands in a group. */
  constructor(groupedContent: (key: FileKey) => ContentHash | undefined) {
    this.groupedContent = groupedContent;
  }

  /**
   * Notes a file of whatever outcome, in the place of what was known of it.
   *
   * @param touched gets the grouped contents of the other files of its shots, now and before:
   * what is shown and proposed of a photo hangs on them
   */
  put(record: FileRecord, touched: Set<ContentHash>): void {
    const key = fileKey(record.root, record.path);
    this.remove(key, touched);
    if (record.shot === undefined) return;
    const shot = fileKey(record.root, record.shot);
    const files = this.shots.get(shot) ?? new Map<FileKey, FileRecord>();
    this.touch(files.keys(), touched);
    this.shots.set(shot, files.set(key, record));
    this.shotOf.set(key, shot);
  }

  /** @param touched gets the grouped contents of the other files of its shot */
  remove(key: FileKey, touched: Set<ContentHash>): void {
    const shot = this.shotOf.get(key);
    const files = shot && this.shots.get(shot);
    if (shot === undefined || files === undefined) return;
    this.shotOf.delete(key);
    files.delete(key);
    if (files.size === 0) this.shots.delete(shot);
    this.touch(files.keys(), touched);
  }

  private touch(files: Iterable<FileKey>, touched: Set<ContentHash>): void {
    for (const file of files) {
      const content = this.groupedContent(file);
      if (content !== undefined) touched.add(content);
    }
  }

  /** Forgets everything of the roots that are not among these. */
  keepRoots(open: ReadonlySet<RootId>): void {
    for (const files of [...this.shots.values()]) {
      for (const [key, { root }] of [...files]) {
        if (!open.has(root)) this.remove(key, new Set());
      }
    }
  }

  /** All files of the shot that this one is a part of; itself alone when it is of none. */
  filesOf(file: FileRecord): Iterable<FileRecord> {
    if (file.shot === undefined) return [file];
    return this.shots.get(fileKey(file.root, file.shot))?.values() ?? [file];
  }
}
