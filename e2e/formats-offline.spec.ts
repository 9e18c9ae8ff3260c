import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../deploy/serve.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appReady, appStateOf, scanEnd } from './support/app-state-of.ts';
import { storedOutcomes } from './support/stored-outcomes.ts';

/** One drawing of 160 × 120 px, encoded by libheif (x265) and by OpenJPEG. */
const HEIC =
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAABHQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBQgeWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrBiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAACgAAAAeAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgQIDBAAABHxtZGF0AAAEcCgBrxNCorh6C+zRxWh3/42qK+7tX5zex3D70dJ/RKiVQQyi7knil2U/6WkXQ+4pJqiHf//9+NTY2KhpILnK2jsn5LDBdJqysKm1BtDY6COcnXv7pxBZ+gMqMbF3BsHWcxqSsu0LNh6ROlAAEQ0EIwMOpHrTdkOdZL+nUzsjSxvCM888LVS6gcg5Xk6KmFUS/Yog9kzxT5aaehjZlgP7ABUl/l4dJ8WefnebQDujRJEIQNjA+Lfw+/NSW+THt4LTcIUHxhPnkqoFRTpKmwhbMvb0t70Pj5lp13aB69OZDhZEUkx0oeq4DXN52rbXAfliKWMbHMf4O0pwPpyXG8IN4WCfs7zdBNeRtoAbAQ6+MBHn9xpUaEo2Vvxaz1EEyo7Dg/NVx3YCo1m70y8rjJkfYmKT2/M+478AjYpidjWAkz4drEZkBS6kkPn0YrwbJR4aeL4gcvJ+AdPJJlqFyFv+Gf52L5EREd8Xghgxh6qAv+XgsuDKSQtQWmiJfv/WKtYC6fCOIWVc/jEFrUMyuFSORWmTseoKFyu0rlGPEBBrvdHfdAPPlstm8A4m/ubvuwyK60fiQ0sz4mibl5aDSiL0JW8szUXa8Km5ORdO+S0fOzZgvkybLKQllzJRdljxM7rn3yBJD/hdAtIKqcNH63Nw9yUTK3P+ADi5SfF0nvdNwdpWUo1l/PMvlvwl3tJ2pvYoqqTf7cvnABDZtAtVQ9GpTyKOpm8AMvt7R6hZLG+PHXEq0igLuaJWkIO/E8JaCJCJwkk5q+5Uu8GDcZ8ru3APKab8OthW74cAYK8fMAR7YANNRD/XKhSwIlIo1HjxhSUgjIE/bKAWPv2JOJlqqLZ8Kt4nNMeZWXNWE9NWh5SLiyilK9Ki0NcJa0bdnduKldlYIBCUpcZkb+J8FgJzWRzh7eLTjHTNeC6VHNDzkv7X74dgZu8WxLTocqhAmDJ3t7ayQVBQ6FQ2AXItBpuNeu4vjogyZIc5Gg3SwSRLxXOiwiw/iToxbeimPpR7E/PzK/saV3nVcqq1h/TaW7kb8LBq7xKeApyQZ1kqOJdadVf8lP+n9TvoBDj9U4r2JojobSDovIWvp3ZLkc62qvlnOC+fh5e0it+VNeP6xJuMWzDL6mWzptgSdGOFXNpX+liOGHFEMOeOz0okDhVQcxG/iW6u8e5/TJ8GQpGKvxFV6xr8p1XxRYYw6SS1oB+vDOY9wEiqjiATEUMOXUs1aCIm77+m16Ti5XGmbyKwPpPbd2KqyRSD05PsJbx0u5A2aAdaS/dQPRA9zGp+yCQyQCL69Nxns7eaGVD6bWJQ6gSZfCZq7QzVEIRcDt7G4t9SWjM5FaOrku/hzzI1j1c/NdISUgO7bAQ9kSLvdbUfxeLrhLgsKFOQ+GEja8uYFXf6DA1LOJjz89pfpl+AZXOdVEe9zs+6zN/GdJ0yTZzdepenUkVsv3yVxdkI+S6w2fZLTxdO6kKEwxoxI+XQ/R9N2CuvTbvGM+Mdt+saTtZkOnv9kyr3uASA';
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
    await writeFile(join(folder, 'a.heic'), Buffer.from(HEIC, 'base64'));
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
