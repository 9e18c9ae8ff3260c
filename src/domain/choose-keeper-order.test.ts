import { describe, expect, it } from 'vitest';
import {
  FILE_RULES,
  fullest,
  metadata,
  PERSON_RULES,
} from './choose-keeper-facts.ts';
import { keeperRules, USUAL_RULES } from './choose-keeper-order.ts';
import { notFromMessenger } from './choose-keeper-messenger.ts';
import { FORMAT_RULES, PICTURE_RULES } from './choose-keeper-picture.ts';
import { chooseKeeper, type KeeperCandidate } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';
import {
  BUILT_IN_PRESETS,
  DEFAULT_KEEPER,
  type KeeperOrder,
} from './keeper-settings.ts';
import { rootId, type RootId } from './photo-id.ts';

type Photo = NonNullable<Parameters<typeof testCandidate>[0]> & {
  root?: RootId;
  sizeBytes?: number;
};

function candidate({ root, sizeBytes, ...rest }: Photo): KeeperCandidate {
  const made = testCandidate(rest);
  return {
    ...made,
    photo: {
      ...made.photo,
      ...(root === undefined ? {} : { root }),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
    },
  };
}

const SMALL = { widthPx: 1600, heightPx: 1200 };
const HUGE = candidate({ path: 'Phone/huge.jpg', sizeBytes: 9_000_000 });

function preset(name: string): KeeperOrder {
  const found = BUILT_IN_PRESETS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no preset ${name}`);
  return found;
}

/** Which of two is kept, and why; `asks` when the choice is left to the person. */
function keeps(keeper: KeeperOrder, first: Photo, second: Photo): string {
  const a = candidate({ name: 'a', path: 'A/1.jpg', ...first });
  const b = candidate({ name: 'b', path: 'B/1.jpg', ...second });
  const rules = keeperRules(keeper, new Map([[HUGE.photo.root, 'Photos']]));
  const kept = chooseKeeper([b, a], rules);
  const choice = explainKeeper(kept, [kept === a ? b : a], {}, rules);
  const why =
    choice.kind === 'abstained'
      ? `asks: ${choice.words}`
      : (choice.reasons[0]?.words ?? '');
  return `${kept === a ? 'first' : 'second'}, ${why}`;
}

describe('the usual order', () => {
  it('holds every rule there is once, those of the person first', () => {
    const all = [
      ...PERSON_RULES,
      ...PICTURE_RULES,
      metadata,
      fullest,
      notFromMessenger,
      ...FORMAT_RULES,
      ...FILE_RULES,
    ];
    const known = USUAL_RULES.filter((rule) => all.includes(rule));
    expect(known).toEqual(all);
    // Without named folders the rule for folders prefers none.
    expect(
      USUAL_RULES.filter((rule) => !all.includes(rule)).map(
        ({ criterion }) => criterion,
      ),
    ).toEqual(['folder']);
  });
});

describe('a person’s order', () => {
  it('keeps pins and protected folders above it, and always leaves one', () => {
    const none = { ...DEFAULT_KEEPER, off: DEFAULT_KEEPER.order };
    expect(keeps(none, { pinnedMs: 5, facts: SMALL }, {})).toBe(
      'first, you chose it',
    );
    expect(keeps(none, {}, { isProtected: true })).toBe(
      'second, it is in a protected folder',
    );
    const same = { pixels: 'same' };
    expect(keeps(none, same, same)).toMatch(/^first, .* path comes first$/u);
    expect(keeps(none, {}, {})).toMatch(/^first, asks: .* came first/u);
  });

  it('does not hear what is switched off, neither for nor against', () => {
    const stars = { exif: { rating: 5 }, facts: SMALL };
    expect(keeps(DEFAULT_KEEPER, stars, {})).toMatch(/^first, asks/u);
    const noPixels = { ...DEFAULT_KEEPER, off: ['pixels' as const] };
    expect(keeps(noPixels, stars, {})).toBe('first, rated 5 stars');
    const noStars = { ...DEFAULT_KEEPER, off: ['rating' as const] };
    expect(keeps(noStars, stars, {})).toMatch(/^second, more detail/u);
  });

  it('puts the folders first that are named first', () => {
    const folder = { ...preset('By folder'), folders: ['photos/b', 'A'] };
    expect(keeps(folder, {}, {})).toBe(
      'second, it is in “photos/b”, which you prefer',
    );
    expect(keeps({ ...folder, folders: [' /A/ '] }, {}, {})).toMatch(
      /^first, it is in “\/A\/”/u,
    );
    // Parts of names are no folders.
    expect(keeps({ ...folder, folders: ['hotos/b'] }, {}, {})).toMatch(
      /^first, asks/u,
    );
    const elsewhere = { root: rootId('other') };
    expect(keeps({ ...folder, folders: ['Photos'] }, elsewhere, {})).toMatch(
      /^second, it is in “Photos”/u,
    );
  });
});

describe('presets', () => {
  it('keep the smallest file, but not at the price of what it says', () => {
    const smallest = preset('Smallest file');
    const light = { sizeBytes: 400_000, facts: SMALL };
    const heavy = { sizeBytes: 9_000_000 };
    expect(keeps(smallest, heavy, light)).toBe(
      'second, the smaller file: 400 KB instead of 9.0 MB',
    );
    expect(
      keeps(smallest, { ...heavy, exif: { hasGps: true } }, light),
    ).toMatch(/^second, asks: .*has its GPS/u);
    expect(
      keeps(smallest, heavy, { ...light, flaws: { isCropped: true } }),
    ).toMatch(/^first, shows the whole picture/u);
  });

  it('keep the oldest file, and ask where it has less detail', () => {
    const oldest = preset('Oldest file');
    const old = { modifiedMs: Date.UTC(2005, 0, 1), path: 'Z/9 (1).jpg' };
    expect(keeps(oldest, {}, old)).toMatch(/^second, the oldest file/u);
    expect(keeps(oldest, {}, { ...old, facts: SMALL })).toMatch(
      /^second, asks: .*more detail/u,
    );
  });

  it('never look at the size of the file unless asked to', () => {
    const light = candidate({ path: 'Phone/light.jpg', sizeBytes: 10 });
    for (const { name, ...order } of BUILT_IN_PRESETS) {
      const criteria = keeperRules(order).map(({ criterion }) => criterion);
      expect(criteria.includes('smallest')).toBe(name === 'Smallest file');
    }
    expect(chooseKeeper([light, HUGE])).toBe(HUGE);
  });
});
