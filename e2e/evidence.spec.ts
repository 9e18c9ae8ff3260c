import { expect, test } from './support/app-test.ts';
import { scanEnd } from './support/app-state-of.ts';
import { expectFocusShown, tabTo } from './support/keyboard-focus.ts';

test('the weakest match of a group is named, with all that was measured', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.getByRole('button', { name: 'Try the sample library' }).click();
  const { groups } = await scanEnd(page);
  const group = groups.find(
    ({ members }) =>
      members.length > 1 && members.at(-1)?.relation.kind === 'edited',
  );
  const weakest = group?.members.at(-1);
  const name = weakest?.photo.path.split('/').at(-1) ?? '';
  expect(name).not.toBe('');
  const { origin } = new URL(page.url());
  await page.goto(
    `${origin}/#/review/${encodeURIComponent(group?.id ?? 'none')}`,
  );
  const line = page.getByTestId('weakest');
  await expect(line).toContainText(`Weakest match in this group: ${name}`);

  await tabTo(page, new RegExp(`^${name.replaceAll('.', '\\.')}$`, 'u'));
  await page.keyboard.press('Enter');
  await expect(line).toContainText('this one');
  await expectFocusShown(page);
  // The focus stands on the details, so that one more key shows the numbers.
  await page.keyboard.press('Enter');
  for (const label of [
    'Rule',
    'pHash-256 distance',
    'Middle tile',
    'Copy within the kept photo',
    'Noise of the copy',
  ]) {
    await expect(page.getByText(label, { exact: true })).toBeVisible();
  }
});
