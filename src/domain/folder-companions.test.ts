import fc from 'fast-check';
import { expect, it } from 'vitest';
import { companionsOf } from './bundle.ts';
import { FolderCompanions } from './folder-companions.ts';

const name = fc
  .tuple(
    fc.constantFrom('a', 'b', 'img_1234', 'img_e1234', 'a-edited', 'a.jpg'),
    fc.constantFrom('', '(1)'),
    fc.constantFrom('.jpg', '.JPG', '.cr2', '.heic', '.mov', '.png'),
    fc.constantFrom('', '', '', '.xmp', '.json', '.thing'),
  )
  .map((parts) => parts.join(''));

it('says of each photo what going through all names for it says', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), name, (names, photo) => {
      const folder = new FolderCompanions(names);
      for (const one of [...names, photo]) {
        expect([...folder.of(one)].sort()).toEqual(
          [...companionsOf(one, names)].sort(),
        );
      }
    }),
    { numRuns: 500 },
  );
});
