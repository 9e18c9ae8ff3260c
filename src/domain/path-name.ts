import type { FileFacts } from './photo.ts';
import type { Root } from './root.ts';

/** A file's path as a person tells it from others: with the name of its root where there are several. */
export function pathName(
  { root, path }: Pick<FileFacts, 'root' | 'path'>,
  roots: readonly Pick<Root, 'id' | 'label'>[],
): string {
  if (roots.length < 2) return path;
  const label = roots.find(({ id }) => id === root)?.label;
  return label === undefined ? path : `${label}/${path}`;
}
