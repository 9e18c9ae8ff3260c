import type { Page } from '@playwright/test';

/** Every file of the sample library in the private file system: path → SHA-256 and size. */
export function sampleSnapshot(page: Page): Promise<Record<string, string>> {
  return page.evaluate(sampleInPage);
}

/** The same, from within the page. */
export async function sampleInPage(): Promise<Record<string, string>> {
  const entries: Record<string, string> = {};
  const visit = async (
    folder: FileSystemDirectoryHandle,
    prefix: string,
  ): Promise<void> => {
    for await (const [name, handle] of folder.entries()) {
      const path = `${prefix}${name}`;
      if (handle.kind === 'directory') {
        await visit(handle, `${path}/`);
        continue;
      }
      const bytes = await (await handle.getFile()).arrayBuffer();
      const digest = await crypto.subtle.digest('SHA-256', bytes);
      const hash = [...new Uint8Array(digest)]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('');
      entries[path] = `${hash} ${bytes.byteLength}`;
    }
  };
  const origin = await navigator.storage.getDirectory();
  await visit(await origin.getDirectoryHandle('Sample library'), '');
  return entries;
}

/** The part of a snapshot that lies in no quarantine. */
export function inPlace(
  snapshot: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(snapshot).filter(
      ([path]) => !path.startsWith('Twinsift quarantine/'),
    ),
  );
}
