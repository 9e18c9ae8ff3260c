import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Builder, Capabilities, type WebElement } from 'selenium-webdriver';
import type { OtherBrowser } from './other-browser.ts';

/** WebKitGTK by its own driver, on a screen that nobody sees. */
export async function openWebKit([
  driver = '',
  xvfbRun = '',
]: readonly string[]): Promise<OtherBrowser> {
  const port = await freePort();
  // A group of its own: the screen ends with the driver.
  const { pid = 0 } = spawn(
    xvfbRun,
    ['-a', '-s', '-screen 0 1280x800x24', driver, `--port=${port}`],
    {
      stdio: 'ignore',
      detached: true,
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await whenAnswering(`${url}/status`);
  const browser = await new Builder()
    .usingServer(url)
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
    .build();
  await browser.manage().window().setRect({ width: 1280, height: 800 });
  return {
    goTo: (address) => browser.get(address),
    evaluate: (inPage) => browser.executeScript(`return (${String(inPage)})()`),
    giveFiles: async (find, paths) => {
      const input: WebElement = await browser.executeScript(
        `return (${String(find)})()`,
      );
      await input.sendKeys(paths.join('\n'));
    },
    resize: async (width, height) => {
      await browser.manage().window().setRect({ width, height });
    },
    close: async () => {
      await browser.quit();
      process.kill(-pid);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function whenAnswering(url: string): Promise<void> {
  const STEP_MS = 100;
  for (let left = 100; ; left -= 1) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (left === 0) throw error;
      await wait(STEP_MS);
    }
  }
}
