import type { Page } from '@playwright/test';
import type { ResultRow } from '../support/result-rows.ts';
import type { TriedFamily } from './lab/lab-results.ts';

/** What lies beside a photo in a library that grew for years: never better than the photo. */
const FAMILY = [
  'reencodeQ75',
  'reencodeQ40',
  'mozjpegQ75',
  'metadataStripped',
  'webp',
  'scale50',
  'scale25',
  'upscaled',
  'rotate90',
  'grey',
  'watermark',
  'watermarkQ98',
  'border',
  'screenshot',
  'crop2',
];

/** A member's share in what went wrong or right, over all families. */
interface FamilyScore {
  files: number;
  together: number;
  kept: number;
  abstained: number;
}

/**
 * One folder with a photo and everything that was ever made of it: whether it stays together, and
 * whether the photo itself is kept when many copies speak for each other.
 */
export async function measureFamilies(
  page: Page,
  photos: readonly string[],
): Promise<ResultRow[]> {
  const score: FamilyScore = { files: 0, together: 0, kept: 0, abstained: 0 };
  for (const photo of photos) {
    const family = await page.evaluate(
      ({ url, transforms }) => window.lab.tryFamily(url, transforms),
      { url: encodeURI(`/corpus/${photo}`), transforms: FAMILY },
    );
    judgeFamily(photo, family, score);
  }
  const { files, together, kept, abstained } = score;
  console.log(
    `\n${photos.length} photos, each with up to ${FAMILY.length} copies in one folder: ${together} of ${files} files in the group of their original; a copy kept ${kept} times, left to the person ${abstained} times.`,
  );
  const of = (part: number, whole: number): number =>
    whole === 0 ? 1 : part / whole;
  return [
    { name: 'familyTogether', value: of(together, files), unit: '' },
    { name: 'keeperFamilyDegraded', value: kept, unit: 'groups' },
    {
      name: 'keeperFamilyAbstention',
      value: of(abstained, photos.length),
      unit: '',
    },
  ];
}

function judgeFamily(
  photo: string,
  { names, groups }: TriedFamily,
  score: FamilyScore,
): void {
  const original = Object.keys(names).find(
    (path) => names[path] === 'original',
  );
  score.files += Object.keys(names).length;
  for (const { keeper, isAbstained, members } of groups) {
    const paths = [keeper, ...members.map(({ path }) => path)];
    const hasOriginal = paths.some((path) => path === original);
    if (hasOriginal) score.together += paths.length;
    if (!hasOriginal || keeper === original) {
      if (hasOriginal && isAbstained) score.abstained += 1;
      continue;
    }
    if (isAbstained) score.abstained += 1;
    else {
      score.kept += 1;
      console.log(`  COPY KEPT of ${photo}: ${names[keeper] ?? keeper}`);
    }
  }
  if (!groups.some(({ keeper }) => keeper === original)) {
    const shown = groups.map(({ keeper }) => names[keeper] ?? keeper).join();
    console.log(`  ${photo}: shown first: ${shown}`);
  }
}
