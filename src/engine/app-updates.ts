import { Workbox } from 'workbox-window';
import type { AppContext } from './app-context.ts';

/**
 * The service worker: everything is stored for offline use at the first visit; a new version
 * waits until the person takes it.
 */
export class AppUpdates {
  private readonly context: AppContext;
  private workbox: Workbox | undefined;

  constructor(context: AppContext) {
    this.context = context;
  }

  start(): void {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) {
      return;
    }
    const { store } = this.context;
    const workbox = new Workbox('/sw.js');
    workbox.addEventListener('waiting', () => {
      store.update({ isUpdateReady: true });
    });
    // Also true when an earlier load of this page began the installation, of which Workbox would
    // not tell this one.
    void navigator.serviceWorker.ready.then(() => {
      store.update({ isOfflineReady: true });
    });
    this.workbox = workbox;
    void workbox.register().catch(() => {
      // Without a service worker the app works online only; the person has not lost anything.
    });
  }

  /** Reloads every tab into the waiting version. The caller has made sure that nothing runs. */
  apply(): void {
    this.workbox?.addEventListener('controlling', () => {
      location.reload();
    });
    this.workbox?.messageSkipWaiting();
  }
}
