import { expect, it } from 'vitest';
import { isCalledCopy } from './copy-folder-name.ts';

it.each([
  ['Backups/2019', true],
  ['Pictures/backup_2019', true],
  ['Back-up', true],
  ['Photos (copy)', true],
  ['Photos - Kopie', true],
  ['Sicherung 2020/Juni', true],
  ['Backup2019', true],
  ['Photos/2019', false],
  ['Copyright', false],
  ['Photocopy', false],
  ['', false],
])('%s: %s', (folder, isCopy) => {
  expect(isCalledCopy(folder)).toBe(isCopy);
});
