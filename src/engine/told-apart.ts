import type { Root } from '../domain/root.ts';

/** Folders of one name get numbers behind it, as a person must tell them apart: `Photos`, `Photos (2)`. */
export function toldApart<T extends Pick<Root, 'label'>>(
  roots: readonly T[],
): T[] {
  const taken = new Set(roots.map(({ label }) => label));
  const shown = new Set<string>();
  return roots.map((root) => {
    let { label } = root;
    // What another folder is really called is its own.
    for (let number = 2; shown.has(label); number += 1) {
      const numbered = `${root.label} (${number})`;
      if (!taken.has(numbered)) label = numbered;
      taken.add(numbered);
    }
    shown.add(label);
    return label === root.label ? root : { ...root, label };
  });
}
