import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { groupsAsText, scanEnd } from './support/app-state-of.ts';
import { findCorpus } from './support/find-corpus.ts';

const corpus = findCorpus() ?? '';

test.skip(
  corpus === '',
  'the corpus of hostile files is not here (TWINSIFT_CORPUS, or shared/corpus beside the project)',
);
test.setTimeout(300_000);

test('among hostile files the good ones make the groups that they make alone', async ({
  openApp,
  library,
}) => {
  const alone = await openApp({ granted: [library.path] });
  await chooseFolder(alone.page, library.path);
  const before = groupsAsText(await scanEnd(alone.page));
  expect(before.length).toBeGreaterThan(2);

  const hostile = join(library.path, 'Hostile');
  await mkdir(hostile);
  for (const name of await readdir(join(corpus, 'bad'))) {
    await cp(join(corpus, 'bad', name), join(hostile, name), {
      recursive: true,
    });
  }
  const mixed = await openApp({ granted: [library.path] });
  await chooseFolder(mixed.page, library.path);
  const after = groupsAsText(await scanEnd(mixed.page, 240_000));
  const isGood = (group: string): boolean => !group.includes('Hostile/');
  expect(after.filter(isGood)).toEqual(before);
  // Hostile files may be copies of each other, and of nothing else.
  const good = /(?:Holiday|Backup|Messenger|Single)\//u;
  expect(after.filter((group) => !isGood(group) && good.test(group))).toEqual(
    [],
  );
});
