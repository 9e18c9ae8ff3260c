import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findChromium } from './find-chromium.ts';
import { killProcessTree } from './kill-process-tree.ts';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface AppBrowserOptions {
  /** Where the app is served; the permission seed belongs to this origin. */
  origin: string;
  /** Folders that the person has allowed for good before. */
  granted?: readonly string[];
  /** Goes on with an earlier profile, as after a restart. */
  profile?: string;
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
}

/**
 * Chromium with a real profile on disk. Only the operating system's folder dialog is replaced:
 * `showDirectoryPicker()` resolves with the next folder that is dropped on the page, so handles,
 * permissions and files are the real ones.
 */
export class AppBrowser {
  readonly context: BrowserContext;
  readonly profile: string;
  private readonly isOwnProfile: boolean;

  private constructor(
    context: BrowserContext,
    profile: string,
    isOwnProfile: boolean,
  ) {
    this.context = context;
    this.profile = profile;
    this.isOwnProfile = isOwnProfile;
  }

  static async launch(options: AppBrowserOptions): Promise<AppBrowser> {
    const profile =
      options.profile ?? (await mkdtemp(join(tmpdir(), 'twinsift-profile-')));
    if (options.profile === undefined) {
      await seedPermissions(profile, options);
    }
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      args: ARGUMENTS,
      viewport: options.viewport ?? { width: 1280, height: 800 },
      colorScheme: options.colorScheme ?? 'light',
      reducedMotion: 'reduce',
    });
    await context.addInitScript(answerPickerWithDrops);
    return new AppBrowser(context, profile, options.profile === undefined);
  }

  async page(): Promise<Page> {
    return this.context.pages()[0] ?? this.context.newPage();
  }

  /** Ends the browser as a power cut would, at once and with no chance to tidy up. */
  async kill(): Promise<void> {
    const closed = this.context.waitForEvent('close');
    killProcessTree(this.profile);
    await closed;
  }

  async close(): Promise<void> {
    await this.context.close();
    if (this.isOwnProfile) {
      await this.removeProfile();
    }
  }

  async removeProfile(): Promise<void> {
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Drops a real folder on the page, which also answers an open folder dialog. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 5, y: 5, data });
  }
  await session.detach();
}

/** What Chromium itself stores after "Allow on every visit". */
async function seedPermissions(
  profile: string,
  { origin, granted = [] }: AppBrowserOptions,
): Promise<void> {
  const now = String((BigInt(Date.now()) + 11644473600000n) * 1000n);
  const key = `${origin},*`;
  const chosen = granted.map((path) => ({
    path,
    'display-name': basename(path),
    'is-directory': true,
    readable: true,
    writable: true,
  }));
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({
      profile: {
        content_settings: {
          exceptions: {
            file_system_access_extended_permission: {
              [key]: { last_modified: now, setting: 1 },
            },
            file_system_access_chooser_data: {
              [key]: {
                last_modified: now,
                setting: { 'chosen-objects': chosen },
              },
            },
          },
        },
      },
    }),
  );
}

/** Answers an open folder dialog with the error that the browser would give. */
export async function answerPicker(
  page: Page,
  errorName: string,
  message: string,
): Promise<void> {
  await page.evaluate(
    ([name, text]) => {
      dispatchEvent(
        new CustomEvent('refuse-picker', {
          detail: new DOMException(text, name),
        }),
      );
    },
    [errorName, message],
  );
}

/** Runs in the page before the app. */
function answerPickerWithDrops(): void {
  let waiting:
    | {
        done: (handle: FileSystemDirectoryHandle) => void;
        fail: (reason: unknown) => void;
      }
    | undefined;
  window.showDirectoryPicker = () =>
    new Promise((done, fail) => {
      waiting = { done, fail };
    });
  addEventListener('refuse-picker', (event) => {
    waiting?.fail((event as CustomEvent).detail);
    waiting = undefined;
  });
  // The app hears nothing of it: it would show where to drop folders, and never hear of the drop.
  for (const type of ['dragenter', 'dragover'] as const) {
    addEventListener(
      type,
      (event) => {
        if (waiting === undefined) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  }
  addEventListener(
    'drop',
    (event) => {
      const answer = waiting;
      const item = event.dataTransfer?.items[0];
      if (answer === undefined || item === undefined) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = undefined;
      item.getAsFileSystemHandle().then(
        (handle) => {
          answer.done(handle as FileSystemDirectoryHandle);
        },
        (error: unknown) => {
          answer.fail(error);
        },
      );
    },
    true,
  );
}
