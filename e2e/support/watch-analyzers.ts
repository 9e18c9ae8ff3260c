import type { CDPSession, Page } from '@playwright/test';

/** A worker of the page, reached as the developer tools do. */
export interface WorkerTarget {
  send: (method: string, params?: object) => void;
}

/** Attaches to every analyzer worker that is there or comes; calls `onStart` for each. */
export async function watchAnalyzers(
  page: Page,
  onStart: (worker: WorkerTarget, count: number) => void,
): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  let messageId = 0;
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (!targetInfo.url.includes('analyzer')) {
      return;
    }
    count += 1;
    const send: WorkerTarget['send'] = (method, params = {}) => {
      messageId += 1;
      const message = JSON.stringify({ id: messageId, method, params });
      // Never awaited: a worker that hangs does not answer.
      session
        .send('Target.sendMessageToTarget', { sessionId, message })
        .catch(() => undefined);
    };
    onStart({ send }, count);
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return session;
}
