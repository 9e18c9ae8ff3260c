import type { CDPSession, Page } from '@playwright/test';

/** A worker of the page, reached as the developer tools do. */
export interface WorkerTarget {
  /** @param onAnswer called when it was carried out */
  send: (method: string, params?: object, onAnswer?: () => void) => void;
}

/** Attaches to every analyzer worker that is there or comes; calls `onStart` for each. */
export async function watchAnalyzers(
  page: Page,
  onStart: (worker: WorkerTarget, count: number) => void,
): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  let messageId = 0;
  const answers = new Map<number, () => void>();
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id } = JSON.parse(message) as { id?: number };
    const onAnswer = id === undefined ? undefined : answers.get(id);
    if (id !== undefined) answers.delete(id);
    onAnswer?.();
  });
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (!targetInfo.url.includes('analyzer')) {
      return;
    }
    count += 1;
    const send: WorkerTarget['send'] = (method, params = {}, onAnswer) => {
      messageId += 1;
      if (onAnswer) answers.set(messageId, onAnswer);
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
