import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../deploy/serve.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appReady, appStateOf, scanEnd } from './support/app-state-of.ts';
import { HEIC_PICTURE } from './support/heic-picture.ts';
import { storedOutcomes } from './support/stored-outcomes.ts';

/** The drawing of `HEIC_PICTURE`, encoded by OpenJPEG. */
const JP2 =
  'AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAeAAAAKAAAwcHAAAAAAAPY29scgEAAAAAABAAAANxanAyY/9P/1EALwAAAAAAoAAAAHgAAAAAAAAAAAAAAKAAAAB4AAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAABAAUEBAAA/1wAI0J3IHbwdvB2wG8AbwBu4GdQZ1BnaFAFUAVQR1fTV9NXYv9kACUAAUNyZWF0ZWQgYnkgT3BlbkpQRUcgdmVyc2lvbiAyLjUuNP+QAAoAAAAAAtoAAf+Tx9BEE/8Ekjaeri8UpFAIBzffs6PH0EQUAokflCzoD/uR0P7y0y7igs+sSA9gukLV/HkzHDw30/BRPNrhmcPkEQ+UZB8BACKwORnB9LsRAQ1nSJsXOJA4Q1SSANqOlXJci+TD5R0PjGwfELAdufq4bDE4QCpb56B6EimO+flgBHFsxOcdUrgA8fC1IdK2DvzP98PlGw+MdD5RgAnkAwwzAfykjncoh10Af31dDfzv8KytqAvwdgFdRi56AeAPaydfnsfGRh8RKDigdBgv3nLEej9YboTiKdseE7E5QLFEZMSihET6kVKVJsRUDghCrAPECBe1mnGjx8hWHwowdNB0GC3XTqXISsr29lZvU4hkwoQDA3QgLQnDAan64k2ngq9CDhIg7xX4kDcMoaNaebpSgUXD4j0PgSh8JwAalosNMyUJzpyEhsKjZFLrRUcn1MjUfEDOG1D4zSAgLYThPZM6psJuGfTH/kEW5dFhlRoKTGy3k8JjU5KnncOnQqIKwJLy06AYgLI03XQELxS4jdE/MlIWR3WZYGVVJ48y70OmJybDq0Opw4SCNIuLkS4Z+LO6b6T0CxlyXS6v004wLeMN3doDdV+coqcZe0uymLOumSoCqeDDlaHLEOoggjSLi5EuGfiy/oFBfLbn4FQzJBDP6i3Yp+I83Llkzl1ZZJ3D1CS8okVJ2OrkFioB2AfGFxipXtlU7l/agvibxxkcoNDgIyVElA6NattyjtF39rDwE+UeLi0IAnc/DFnFqR1kwZMzz2YsAu30IYBGYzWSd70H1UOfTToUgpDycMdCEPgWcBnUP/8VfARoSZsNxr86YMFJRsfA95AXqUkPZDwpDv8UuyZ/pGic84Qn8/zAJWDnkNQInXdY0rGEd3Thr81DOO8Xh/gyoxbJe6pSBwukX8cDIC1wmcQuOI/r6HTQzUM4xwMgLXCZxC44j+vodID/2Q==';

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120">
  <rect width="160" height="120" fill="#c8dcf0"/>
  <ellipse cx="55" cy="60" rx="35" ry="40" fill="#c8281e"/>
  <rect x="100" y="50" width="50" height="60" fill="#1e3c78"/>
  <text x="60" y="30" font-size="24">Twinsift</text>
</svg>`;

/** Each use makes ten of the one before. */
const SVG_BOMB = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="120"><g id="l0"><rect width="9" height="9"/></g>${Array.from(
  { length: 10 },
  (_, i) => `<g id="l${i + 1}">${`<use href="#l${i}"/>`.repeat(10)}</g>`,
).join('')}</svg>`;

test('the decoders for rarer formats work with the server stopped', async ({
  openApp,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'twinsift-formats-'));
  const own = await startServer({ port: 0 });
  try {
    await writeFile(join(folder, 'a.heic'), HEIC_PICTURE);
    await writeFile(join(folder, 'b.jp2'), Buffer.from(JP2, 'base64'));
    await writeFile(join(folder, 'c.svg'), SVG);
    await writeFile(join(folder, 'bomb.svg'), SVG_BOMB);
    const huge = SVG.replace('width="160"', 'width="999999"');
    await writeFile(
      join(folder, 'huge.svg'),
      huge.replace('height="120"', 'height="999999"'),
    );
    const { page } = await openApp({ origin: own.url, granted: [folder] });
    await expect
      .poll(async () => (await appStateOf(page)).isOfflineReady)
      .toBe(true);
    await own.close();
    await page.reload();
    await appReady(page);
    await chooseFolder(page, folder);
    const state = await scanEnd(page);
    const outcomes = await storedOutcomes(page);
    for (const name of ['a.heic', 'b.jp2', 'c.svg']) {
      expect(outcomes.get(name)).toMatchObject({
        kind: 'fingerprinted',
        widthPx: 160,
        heightPx: 120,
      });
    }
    expect(outcomes.get('bomb.svg')).toEqual({
      kind: 'failed',
      failure: 'damaged',
    });
    expect(outcomes.get('huge.svg')).toEqual({
      kind: 'failed',
      failure: 'too-many-pixels',
    });
    // The two encodings of one drawing find each other; the other drawing stays alone.
    expect(state.groups).toHaveLength(1);
    expect(state.groups[0]?.members).toHaveLength(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
