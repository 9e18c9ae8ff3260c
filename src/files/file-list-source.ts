import { shotLeads } from '../domain/bundle.ts';
import type { RootId } from '../domain/photo-id.ts';
import { fileName, folderOf } from '../domain/photo.ts';
import { walkedFile, type FolderSource } from './folder-source.ts';
import { walkRules } from './walk-rules.ts';

/** Files told at a time, so that the page is never held up. */
const FILES_AT_ONCE = 64;

/** A file with its path relative to the chosen folder. */
export interface ListedFile {
  path: string;
  file: File;
}

/** What a folder input gave: the folder's name and its files. */
export interface ListedFolder {
  label: string;
  files: readonly ListedFile[];
}

/**
 * The folder behind the files of an `<input webkitdirectory>`. Their paths start with the chosen
 * folder's own name, which becomes the label.
 */
export function listedFolder(files: Iterable<File>): ListedFolder {
  const listed: ListedFile[] = [];
  let label = '';
  for (const file of files) {
    const fullPath =
      file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
    const slashAt = fullPath.indexOf('/');
    if (label === '') label = fullPath.slice(0, Math.max(slashAt, 0));
    listed.push({ path: fullPath.slice(slashAt + 1), file });
  }
  return { label: label === '' ? 'Chosen files' : label, files: listed };
}

/** The same interface as a real folder, but read-only and gone after a reload. */
export function fileListSource(
  root: RootId,
  { label, files }: ListedFolder,
): FolderSource {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const inOrder = Array.from(byPath.keys()).sort(byParts);
  return {
    root,
    label,
    canWrite: false,
    async *walk(options, signal) {
      const rules = walkRules(options);
      const taken = inOrder.filter((path) => rules.takesFileInItsFolders(path));
      const shots = shotsByPath(taken);
      for (let at = 0; at < taken.length; at += FILES_AT_ONCE) {
        if (signal.aborted) return;
        const paths = taken.slice(at, at + FILES_AT_ONCE);
        const walked = paths.flatMap((path) => {
          const file = byPath.get(path);
          return file ? [walkedFile(root, path, file, shots.get(path))] : [];
        });
        yield await Promise.resolve(walked);
      }
    },
    open: (path) => {
      const file = byPath.get(path);
      return Promise.resolve(
        file
          ? { kind: 'opened', file }
          : { kind: 'failed', failure: { kind: 'vanished' } },
      );
    },
  };
}

/** The photo that stands for each path's shot, for those that are part of one. */
function shotsByPath(paths: readonly string[]): ReadonlyMap<string, string> {
  const namesIn = new Map<string, string[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    const names = namesIn.get(folder);
    if (names) names.push(fileName(path));
    else namesIn.set(folder, [fileName(path)]);
  }
  const shots = new Map<string, string>();
  for (const [folder, names] of namesIn) {
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const [name, lead] of shotLeads(names)) {
      shots.set(prefix + name, prefix + lead);
    }
  }
  return shots;
}

/** The order in which a walk meets files: part by part, so a folder stands where its name does. */
function byParts(a: string, b: string): number {
  const first = a.split('/');
  const second = b.split('/');
  for (let at = 0; at < first.length && at < second.length; at++) {
    const one = first[at] ?? '';
    const other = second[at] ?? '';
    if (one !== other) return one < other ? -1 : 1;
  }
  return first.length - second.length;
}
