import { expect, it } from 'vitest';
import { toldApart } from './told-apart.ts';

it.each([
  [
    ['Photos', 'Backup'],
    ['Photos', 'Backup'],
  ],
  [
    ['Photos', 'Photos', 'Backup', 'Photos'],
    ['Photos', 'Photos (2)', 'Backup', 'Photos (3)'],
  ],
  [
    ['Photos', 'Photos', 'Photos (2)'],
    ['Photos', 'Photos (3)', 'Photos (2)'],
  ],
  [
    ['Photos (2)', 'Photos (2)'],
    ['Photos (2)', 'Photos (2) (2)'],
  ],
])('%j are shown as %j', (names, shown) => {
  const roots = names.map((label, id) => ({ id, label }));
  const apart = toldApart(roots);
  expect(apart.map(({ label }) => label)).toEqual(shown);
  expect(apart.map(({ id }) => id)).toEqual(roots.map(({ id }) => id));
});
