import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from './find-chromium.ts';

interface Message {
  id?: number;
  /** Of an event. */
  method?: string;
  sessionId?: string;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/**
 * Chromium as a person runs it, spoken to over its debugging pipe. Playwright makes every page
 * believe that it is in front; here a tab behind another one is hidden and its timers are
 * throttled.
 */
export class BareBrowser {
  private readonly process: ChildProcess;
  private readonly profile: string;
  private readonly waiting = new Map<number, (answer: Message) => void>();
  private readonly whenLoaded = new Map<string, () => void>();
  private lastId = 0;
  private rest = '';

  private constructor(process: ChildProcess, profile: string) {
    this.process = process;
    this.profile = profile;
    const [, , , , fromBrowser] = process.stdio;
    (fromBrowser as Readable).on('data', (part: Buffer) => {
      this.read(part.toString());
    });
  }

  /** @param features switches for `--enable-features` */
  static async launch(features: string): Promise<BareBrowser> {
    const profile = await mkdtemp(join(tmpdir(), 'twinsift-bare-'));
    const child = spawn(
      findChromium(),
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--enable-features=${features}`,
        `--user-data-dir=${profile}`,
        '--remote-debugging-pipe',
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    return new BareBrowser(child, profile);
  }

  /** Opens a tab in front of the others and resolves when the page has loaded. */
  async open(url: string): Promise<BareTab> {
    const { targetId } = await this.send('Target.createTarget', {
      url: 'about:blank',
    });
    const { sessionId } = await this.send('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const session = String(sessionId);
    await this.send('Page.enable', {}, session);
    const loaded = new Promise<void>((resolve) => {
      this.whenLoaded.set(session, resolve);
    });
    await this.send('Page.navigate', { url }, session);
    await loaded;
    return new BareTab(this, String(targetId), session);
  }

  send(
    method: string,
    params: object,
    sessionId?: string,
  ): Promise<Record<string, unknown>> {
    this.lastId += 1;
    const id = this.lastId;
    // JSON leaves out a session that is undefined.
    const message = { id, method, params, sessionId };
    const answered = new Promise<Record<string, unknown>>((resolve, reject) => {
      this.waiting.set(id, ({ result, error }) => {
        if (error === undefined) {
          resolve(result ?? {});
        } else {
          reject(new Error(`${method}: ${error.message}`));
        }
      });
    });
    const [, , , toBrowser] = this.process.stdio;
    (toBrowser as Writable).write(`${JSON.stringify(message)}\0`);
    return answered;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.send('Browser.close', {});
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private read(part: string): void {
    const messages = (this.rest + part).split('\0');
    this.rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text) as Message;
      if (message.method === 'Page.loadEventFired') {
        this.whenLoaded.get(message.sessionId ?? '')?.();
      } else if (message.id !== undefined) {
        this.waiting.get(message.id)?.(message);
        this.waiting.delete(message.id);
      }
    }
  }
}

/** One tab of a bare browser. */
export class BareTab {
  private readonly browser: BareBrowser;
  private readonly target: string;
  private readonly session: string;

  constructor(browser: BareBrowser, target: string, session: string) {
    this.browser = browser;
    this.target = target;
    this.session = session;
  }

  async bringToFront(): Promise<void> {
    await this.browser.send('Target.activateTarget', { targetId: this.target });
  }

  /**
   * Runs a function in the page and resolves with what it returns. It must not use anything
   * from outside.
   */
  async evaluate<Argument, Result>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const { result, exceptionDetails } = await this.browser.send(
      'Runtime.evaluate',
      {
        expression: `(${run.toString()})(${JSON.stringify(argument)})`,
        awaitPromise: true,
        returnByValue: true,
      },
      this.session,
    );
    if (exceptionDetails !== undefined) {
      throw new Error(JSON.stringify(exceptionDetails));
    }
    return (result as { value: Result }).value;
  }
}
