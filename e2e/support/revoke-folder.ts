import type { BrowserContext } from '@playwright/test';

/**
 * Takes the permission back as a person does, on the browser's own settings page, and forbids to
 * ask again; pages that hold a handle lose it at once. (Without the second part the browser would
 * show its question, which nobody can see or answer in a headless browser.)
 */
export async function revokeFolder(
  context: BrowserContext,
  origin: string,
  folder: string,
): Promise<void> {
  const settings = await context.newPage();
  await settings.goto('chrome://settings/content/filesystem');
  await settings.evaluate(
    ([site, path]) => {
      const { chrome } = window as unknown as {
        chrome: { send: (message: string, args: unknown[]) => void };
      };
      chrome.send('revokeFileSystemGrant', [site, path]);
      chrome.send('revokeFileSystemGrants', [site]);
      chrome.send('setDefaultValueForContentType', [
        'file-system-write',
        'block',
      ]);
    },
    [origin, folder],
  );
  await settings.close();
}
