import puppeteer from 'puppeteer-core';
import type { OtherBrowser } from './other-browser.ts';

/** Puppeteer drives a Firefox as it is shipped, by WebDriver BiDi. */
export async function openFirefox([
  executablePath = '',
]: readonly string[]): Promise<OtherBrowser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    defaultViewport: { width: 1280, height: 800 },
  });
  const page = await browser.newPage();
  return {
    goTo: async (url) => {
      await page.goto(url);
    },
    evaluate: (inPage) => page.evaluate(inPage),
    giveFiles: async (find, paths) => {
      const input = await page.evaluateHandle(find);
      await input.uploadFile(...paths);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    close: () => browser.close(),
  };
}
