import { COPY_MAKERS } from './copy-makers.ts';
import { MODIFIED_MS, type SourcePhoto } from './photo-files.ts';

/** A photo and copies of it, by paths that do not tell which is which. */
export interface Family {
  files: File[];
  /** The transform behind each path; `original` behind one. */
  names: Record<string, string>;
}

/**
 * Makes copies of a photo for one folder.
 * @param place of the original among them: paths break ties, so it should differ from photo to photo
 */
export async function makeFamily(
  source: SourcePhoto,
  transforms: readonly string[],
  place: number,
): Promise<Family> {
  const family: { name: string; file: File }[] = [];
  for (const maker of COPY_MAKERS) {
    if (!transforms.includes(maker.name)) continue;
    const made = await maker.make(source);
    // A copy of another original than this one is no family.
    if (made === undefined || made.original !== undefined) continue;
    family.push({ name: maker.name, file: made.copy });
  }
  family.splice(place % (family.length + 1), 0, {
    name: 'original',
    file: source.original,
  });
  const pathOf = (at: number): string => `${String(at).padStart(2, '0')}.jpg`;
  return {
    files: family.map(
      ({ file }, at) =>
        new File([file], pathOf(at), { lastModified: MODIFIED_MS }),
    ),
    names: Object.fromEntries(family.map(({ name }, at) => [pathOf(at), name])),
  };
}
