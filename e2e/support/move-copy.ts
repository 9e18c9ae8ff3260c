import { expect, type Page } from '@playwright/test';
import { appStateOf, callEngine } from './app-state-of.ts';

/** In the only group, keeps one photo in the place of whichever was proposed, and moves the other. */
export async function moveCopy(
  page: Page,
  keep: string,
  copy: string,
): Promise<void> {
  const groupOf = async () => (await appStateOf(page)).groups[0];
  const found = await groupOf();
  const photos = [
    found?.keeper,
    ...(found?.members ?? []).map(({ photo }) => photo),
  ];
  const keyOf = (wanted: string) =>
    photos.find((photo) => photo?.path === wanted)?.key;
  await callEngine(page, 'makeKeeper', found?.id, keyOf(keep));
  await expect.poll(async () => (await groupOf())?.keeper.path).toBe(keep);
  await callEngine(page, 'move', (await groupOf())?.id, keyOf(copy));
  await expect
    .poll(async () => (await groupOf())?.members)
    .toMatchObject([{ photo: { path: copy }, state: 'move' }]);
}
