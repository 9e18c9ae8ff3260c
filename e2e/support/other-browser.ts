import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openFirefox } from './other-browser-firefox.ts';
import { openWebKit } from './other-browser-webkit.ts';

/** A browser that Playwright does not drive as its makers ship it. */
export interface OtherBrowser {
  goTo: (url: string) => Promise<void>;
  /** Runs a function in the page that needs nothing around it; its answer must pass as JSON. */
  evaluate: <Answer>(inPage: () => Answer | Promise<Answer>) => Promise<Answer>;
  /** Puts files into the file input that `find` gives, without the folders that they lie in. */
  giveFiles: (
    find: () => HTMLInputElement,
    paths: readonly string[],
  ) => Promise<void>;
  resize: (widthPx: number, heightPx: number) => Promise<void>;
  close: () => Promise<void>;
}

interface OtherBrowserKind {
  name: string;
  /** What must be installed for it. */
  needs: readonly string[];
  open: (programs: readonly string[]) => Promise<OtherBrowser>;
}

/** WebKitGTK is what Safari is made of, without Apple's own system below. */
export const OTHER_BROWSERS: readonly OtherBrowserKind[] = [
  { name: 'Firefox', needs: ['firefox-esr'], open: openFirefox },
  {
    name: 'WebKit',
    needs: ['WebKitWebDriver', 'xvfb-run'],
    open: openWebKit,
  },
];

/** Where these programs are; undefined when one of them is not installed. */
export function findPrograms(
  names: readonly string[],
): readonly string[] | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => {
    const path = folders
      .map((folder) => join(folder, name))
      .find((one) => existsSync(one));
    return path === undefined ? [] : [path];
  });
  return found.length === names.length ? found : undefined;
}
