import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the corpus says of the members of a labelled group. */
export type TruthRelation =
  | 'exact'
  | 'same-picture'
  | 'edited'
  | 'crop'
  | 'scene'
  | 'scene-bracket'
  | 'live-photo';

export interface TruthGroup {
  /** `<set>/<group>` */
  id: string;
  set: string;
  relation: TruthRelation;
  /** Relative to `known/`. */
  paths: string[];
}

interface TruthFile {
  sets: {
    name: string;
    groups: {
      id: string;
      relation: TruthRelation;
      members: { path: string }[];
    }[];
  }[];
}

/** Reads `known/truth.json`; empty when the corpus has none. */
export async function readTruth(corpus: string): Promise<TruthGroup[]> {
  const text = await readFile(join(corpus, 'known/truth.json'), 'utf8').catch(
    () => undefined,
  );
  if (text === undefined) return [];
  const { sets } = JSON.parse(text) as TruthFile;
  return sets.flatMap(({ name, groups }) =>
    groups.map(({ id, relation, members }) => ({
      id: `${name}/${id}`,
      set: name,
      relation,
      paths: members.map(({ path }) => path),
    })),
  );
}

/** Members of such groups are one picture. */
export function isOnePicture({ relation }: TruthGroup): boolean {
  return ['exact', 'same-picture', 'edited', 'crop'].includes(relation);
}
