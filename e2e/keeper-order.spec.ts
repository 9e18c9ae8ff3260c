import type { Page } from '@playwright/test';
import type { Group } from '../src/domain/group.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { expectFocusShown } from './support/keyboard-focus.ts';

const TOWER = 'Holiday/tower.jpg';
const SMALL_TOWER = 'Messenger/IMG-20190714-WA0001.jpg';

/** The group that holds both towers. */
async function towers(page: Page): Promise<Group> {
  const { groups } = await appStateOf(page);
  const found = groups.find(({ keeper, members }) =>
    [keeper, ...members.map(({ photo }) => photo)].some(
      ({ path }) => path === SMALL_TOWER,
    ),
  );
  if (found === undefined) throw new Error('the towers are not grouped');
  return found;
}

async function apply(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByTestId('settings-effect')).toHaveText(
    'Nothing changes.',
  );
}

test('a preferred folder, what is switched off, and the way back', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const scanned = await scanEnd(page);
  expect((await towers(page)).keeper.path).toBe(TOWER);
  await page.getByRole('link', { name: 'Settings' }).click();

  // The folder comes first, but more pixels object: the person is asked.
  await page.getByLabel('Preset', { exact: true }).selectOption('By folder');
  await page.getByLabel('Preferred folders').fill('messenger');
  await page.getByLabel('Preferred folders').blur();
  await apply(page);
  await expect
    .poll(async () => (await towers(page)).keeper.path)
    .toBe(SMALL_TOWER);
  const asked = await towers(page);
  expect(asked.keeperChoice.kind).toBe('abstained');
  expect(asked.members.map(({ state }) => state)).toEqual(
    asked.members.map(() => 'undecided'),
  );

  for (const name of ['More pixels', 'Camera data', 'Less compression']) {
    await page.getByRole('checkbox', { name }).uncheck();
  }
  await apply(page);
  await expect
    .poll(async () => (await towers(page)).keeperChoice)
    .toMatchObject({
      kind: 'chosen',
      reasons: [{ criterion: 'folder' }],
    });
  expect((await towers(page)).keeper.path).toBe(SMALL_TOWER);
  expect((await appStateOf(page)).scan?.bytesRead).toBe(
    scanned.scan?.bytesRead,
  );

  await page.getByRole('button', { name: 'Usual settings' }).click();
  await apply(page);
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(groupsAsText(scanned));
});

test('the order is changed by keyboard and saved under a name', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('link', { name: 'Settings' }).click();
  const order = async (): Promise<readonly string[]> =>
    (await appStateOf(page)).settings.keeper.order;
  const usual = await order();

  await page.getByRole('button', { name: 'Move Earliest date up' }).focus();
  await page.keyboard.press('Enter');
  await expectFocusShown(page);
  await expect(
    page.getByRole('button', { name: 'Move Earliest date up' }),
  ).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  const isOn = page.getByRole('checkbox', { name: 'Earliest date' });
  await isOn.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(isOn).toBeFocused();
  await page.keyboard.press('Space');
  await expect(isOn).not.toBeChecked();
  await expect(page.getByLabel('Preset', { exact: true })).toHaveValue('');

  const name = page.getByLabel('Save as a preset');
  await name.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give it a name first.')).toBeVisible();
  await name.fill('Archive');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Preset', { exact: true })).toHaveValue(
    'Archive',
  );
  await expect
    .poll(async () => (await appStateOf(page)).settings.keeper.presets)
    .toMatchObject([{ name: 'Archive', off: ['smallest', 'earliest'] }]);
  // Saving under a name is not applying.
  expect(await order()).toEqual(usual);
  await apply(page);
  const moved = await order();
  expect(moved.indexOf('earliest')).toBe(usual.indexOf('earliest') - 3);

  await page.reload();
  await appReady(page);
  expect(await order()).toEqual(moved);
  const preset = page.getByLabel('Preset', { exact: true });
  await expect(preset).toHaveValue('Archive');
  await preset.selectOption('Default');
  await expect(preset).toHaveValue('Default');
  await preset.selectOption('Archive');
  await page.getByRole('button', { name: 'Delete “Archive”' }).click();
  await expect(preset).toHaveValue('');
  await expectFocusShown(page);
  expect((await appStateOf(page)).settings.keeper).toMatchObject({
    order: moved,
    presets: [],
  });
});
