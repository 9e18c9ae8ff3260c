import { expect, it } from 'vitest';
import type { KnownFiles } from './known-files.ts';
import { LibraryOpening } from './library-opening.ts';
import type { MatcherDesk } from './matcher-desk.ts';

/** Files and groups that are there at once: what is tested is what comes after them. */
function opening(): LibraryOpening {
  const files: Pick<KnownFiles, 'load'> = { load: () => Promise.resolve() };
  const matching: Pick<MatcherDesk, 'open'> = {
    open: () => ({ first: Promise.resolve(), all: Promise.resolve() }),
  };

  return new LibraryOpening(files as KnownFiles, matching as MatcherDesk);
}

it('is not over while other folders that were opened since are being read', async () => {
  const library = opening();
  let end: () => void = () => undefined;
  let begin: () => void = () => undefined;
  const isLast = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const earlier = library.open([], [], () => {
    begin();
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  await isLast;
  const later = library.open([], [], () => Promise.resolve());
  end();
  expect(await earlier).toBe(false);
  expect(await later).toBe(true);
});

it('takes no last steps for folders that are not open any more', async () => {
  const library = opening();
  const steps: string[] = [];
  const earlier = library.open([], [], () => {
    steps.push('earlier');
    return Promise.resolve();
  });
  const later = library.open([], [], () => {
    steps.push('later');
    return Promise.resolve();
  });
  expect([await earlier, await later]).toEqual([false, true]);
  expect(steps).toEqual(['later']);
});
