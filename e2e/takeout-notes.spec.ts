import { MOST_SIDECAR_BYTES } from '../src/domain/sidecar-notes.ts';
import { takeoutText } from '../src/domain/takeout-test-text.ts';
import { sidecarText } from '../src/domain/xmp-sidecar.ts';
import { reasonsOf, scanEnd } from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { expectOnlyCompanions } from './support/hostile-sidecars.ts';
import { moveCopy } from './support/move-copy.ts';
import { PhotoFolder } from './support/photo-folder.ts';

const FAVOURITE = 'rated 5 stars as a favourite in Google Photos';

test('a favourite of a Google Takeout is the copy that is kept', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  // Google cuts the name of the JSON off.
  const long = `${'long name '.repeat(5)}1`;
  const jsons: Record<string, string> = {
    'beach.jpg': 'beach.jpg.supplemental-metadata.json',
    'tower(1).jpg': 'tower.jpg.supplemental-metadata(1).json',
    [`${long}.jpg`]: `${long.slice(0, 46)}.json`,
  };
  try {
    for (const [at, [name, json]] of Object.entries(jsons).entries()) {
      const photo = await encodeJpeg(drawScene(at + 1), 92);
      await library.write(`A/${name}`, photo);
      await library.write(`B/${name}`, photo);
      const liked = takeoutText(name, { favorited: true });
      await library.write(`B/${json}`, liked);
      // Beside the other one as much, but that anybody liked it.
      await library.write(`A/${json}`, takeoutText(name));
    }
    // An XMP says something else.
    const lake = await encodeJpeg(drawScene(9), 92);
    await library.write('A/lake.jpg', lake);
    await library.write('A/lake.jpg.xmp', sidecarText({ rating: 4 }));
    await library.write('B/lake.jpg', lake);
    await library.write('B/lake.jpg.xmp', sidecarText({ rating: 3 }));
    await library.write(
      'B/lake.jpg.json',
      takeoutText('lake.jpg', { favorited: true }),
    );
    const { page } = await openApp({ granted: [library.path] });
    const origin = new URL(page.url()).origin;
    await chooseFolder(page, library.path);
    const scanned = await scanEnd(page);
    expect(scanned.ledger).toEqual([]);
    for (const name of Object.keys(jsons)) {
      expect(reasonsOf(scanned, `B/${name}`)[0]).toBe(FAVOURITE);
    }
    expect(reasonsOf(scanned, 'A/lake.jpg')[0]).toBe(
      'rated 4 stars in its XMP sidecar instead of 3',
    );
    const id = scanned.groups.find(
      ({ keeper }) => keeper.path === 'B/beach.jpg',
    )?.id;
    await page.goto(`${origin}/#/review/${encodeURIComponent(id ?? '')}`);
    await expect(page.getByText(FAVOURITE).first()).toBeVisible();
    await expect(page.getByText('5 of 5 (Google Takeout)')).toBeVisible();
  } finally {
    await library.remove();
  }
});

test('what only the JSON of a copy says is written beside the photo that stays', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const beach = drawScene(1);
    await library.write('Photos/beach.jpg', await encodeJpeg(beach, 92));
    const small = await encodeJpeg(shrink(beach, 2), 80);
    await library.write('Takeout/beach.jpg', small);
    const json = takeoutText('beach.jpg', {
      favorited: true,
      description: 'A <fine> day',
      geoData: { latitude: 52.52, longitude: 13.405 },
      people: [{ name: 'Ada' }],
    });
    await library.write('Takeout/beach.jpg.suppl.json', json);
    const { page } = await openApp({ granted: [library.path] });
    const origin = new URL(page.url()).origin;
    await chooseFolder(page, library.path);
    await scanEnd(page);
    // What stands beside the copy speaks for it; here a person keeps the larger picture.
    await moveCopy(page, 'Photos/beach.jpg', 'Takeout/beach.jpg');
    await page.goto(`${origin}/#/plan`);
    await expect(
      page.getByText(
        'Only this copy has: GPS 52.52000, 13.40500; taken 2019-07-14 08:20 UTC; rating 5 of 5; caption “A <fine> day”',
      ),
    ).toBeVisible();
    await page
      .getByRole('checkbox', {
        name: /write these to a sidecar beside the photo that stays/iu,
      })
      .check();
    await page.getByRole('button', { name: 'Move to quarantine' }).click();
    await expect(page.getByTestId('sidecars-written')).toContainText(
      '1 sidecar written beside the photo that stays.',
    );
    expect((await library.read('Photos/beach.jpg.xmp')).toString()).toBe(
      sidecarText({
        rating: 5,
        takenUtc: '2019-07-14T08:20:30Z',
        place: { latitudeDeg: 52.52, longitudeDeg: 13.405 },
        caption: 'A <fine> day',
      }),
    );
  } finally {
    await library.remove();
  }
});

test('a hostile JSON changes nothing but what moves with its photo', async ({
  openApp,
}) => {
  const liked = takeoutText('x.jpg', { favorited: true });
  const hostile: Record<string, Buffer | string> = {
    binary: await encodeJpeg(drawScene(9, 64, 48), 80),
    huge: liked + ' '.repeat(MOST_SIDECAR_BYTES),
    'cut off': liked.slice(0, -2),
    list: `[${liked}]`,
    deep: `{"people":${'['.repeat(100_000)}${']'.repeat(100_000)},"favorited":true}`,
    text: takeoutText('x.jpg', { favorited: 'true' }),
    prototype: `{"__proto__":${liked}}`,
    latin: Buffer.from(takeoutText('ü.jpg', { favorited: true }), 'latin1'),
    other: '{"favorited":true}',
  };
  await expectOnlyCompanions(openApp, hostile, 'jpg.json');
});
