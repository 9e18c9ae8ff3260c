import './styles/tokens.css';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { AppEngine } from '../engine/app-engine.ts';
import type { AppState } from '../engine/app-state.ts';
import type { HelpDialog } from './components/help-dialog.ts';
import './components/app-banners.ts';
import './components/app-header.ts';
import './components/help-dialog.ts';
import './components/notice-list.ts';
import { icon } from './components/icon.ts';
import { DropController } from './controllers/drop-controller.ts';
import { EngineController } from './controllers/engine-controller.ts';
import { RouteController, goTo } from './controllers/route-controller.ts';
import { TitleController } from './controllers/title-controller.ts';
import { WindowListener } from './controllers/window-listener.ts';
import { emptyState, type EmptyState } from './empty-state.ts';
import { findHeading } from './find-heading.ts';
import { letterKeys } from './letter-keys.ts';
import { nextFrame } from './next-frame.ts';
import { isRunning } from './progress-words.ts';
import type { Route } from './route.ts';
import { appStyles } from './styles/app-styles.ts';
import { baseStyles } from './styles/base-styles.ts';
import { controlStyles } from './styles/control-styles.ts';
import { emptyStyles } from './styles/empty-styles.ts';
import { restyle } from './styles/restyle.ts';
import { showTheme, themeOf } from './theme.ts';
import { TurnElement } from './turn-element.ts';
import { isTyping } from './typing.ts';
import type { UiMemory } from './ui-memory.ts';

/** Frames to wait for the heading of a new screen. */
const HEADING_TURNS = 10;

const NOT_LOADED: EmptyState = {
  heading: 'Twinsift could not be loaded.',
  words:
    'A part of the program did not arrive. No file was touched. Check the connection, then load the page again.',
  link: { href: '/', words: 'Load it again' },
};

/** The whole app. Give it an `engine`; everything it shows comes from there. */
@customElement('twinsift-app')
export class TwinsiftApp extends TurnElement {
  static override styles = [baseStyles, controlStyles, emptyStyles, appStyles];

  @property({ attribute: false }) engine?: AppEngine;
  /** There will be no engine: a part of the program did not come. */
  @property({ attribute: false }) hasFailed = false;
  /** Remembers looks and keys; without it they last until the page is left. */
  @property({ attribute: false }) memory?: UiMemory;

  @state() private announced = '';
  @query('twin-help') private readonly help!: HelpDialog;
  @query('main') private readonly main!: HTMLElement;

  private readonly routing = new RouteController(this, (from, to) => {
    this.onRoute(from, to);
  });
  private readonly dropping = new DropController(this, (items) => {
    void this.engine?.addDropped(items);
  });
  private wasRunning = false;

  constructor() {
    super();
    new EngineController(this, () => this.engine);
    new TitleController(this, () => this.engine?.state.scan);
    new WindowListener(this, 'keydown', (event) => {
      void this.onKey(event);
    });
    new WindowListener(this, 'resize', restyle);
    this.addEventListener('twin-announce', (event) => {
      this.say(event.detail);
    });
    this.addEventListener('twin-help', () => {
      void this.help.show();
    });
    this.addEventListener('twin-theme', (event) => {
      showTheme(event.detail);
      this.memory?.theme.write(event.detail);
    });
    this.addEventListener('twin-letter-keys', (event) => {
      this.memory?.letterKeys.write(letterKeys.set(event.detail));
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('memory')) {
      showTheme(themeOf(this.memory?.theme.read()));
      letterKeys.recall(this.memory?.letterKeys.read());
    }
    const scan = this.engine?.state.scan;
    const runs = scan !== undefined && isRunning(scan);
    // Whoever started it, the first thing to see of a scan is its progress.
    if (runs && !this.wasRunning && this.routing.route.kind === 'start')
      goTo('#/scan');
    this.wasRunning = runs;
    this.toggleAttribute('fixed', this.routing.route.kind === 'review');
  }

  protected override render(): TemplateResult {
    const { engine } = this;
    const appState = engine?.state;
    return html`
      <button class="skip" @click=${this.onSkip}>Skip to content</button>
      <twin-header
        .state=${appState}
        .current=${this.routing.route.kind}
      ></twin-header>
      <twin-banners .engine=${engine} .state=${appState}></twin-banners>
      <main>
        ${
          this.hasFailed
            ? html`<div class="page">${emptyState(NOT_LOADED)}</div>`
            : engine === undefined || appState?.isReady !== true
              ? this.renderSkeleton()
              : this.renderView(engine, appState)
        }
      </main>
      ${this.dropping.isOver ? this.renderDropTarget() : nothing}
      <twin-notices
        .engine=${engine}
        .notices=${appState?.notices ?? []}
      ></twin-notices>
      <twin-help @close=${this.onHelpClosed}></twin-help>
      <div class="visually-hidden" role="status">${this.announced}</div>
    `;
  }

  private renderView(engine: AppEngine, appState: AppState): TemplateResult {
    const { route } = this.routing;
    switch (route.kind) {
      case 'start':
        return html`<twin-start-view
          .engine=${engine}
          .state=${appState}
        ></twin-start-view>`;
      case 'scan':
        return html`<twin-scan-view
          .engine=${engine}
          .state=${appState}
        ></twin-scan-view>`;
      case 'review':
        return html`<twin-review-view
          .engine=${engine}
          .state=${appState}
          .groupName=${route.group}
        ></twin-review-view>`;
      case 'folders':
        return html`<twin-folders-view
          .engine=${engine}
          .state=${appState}
        ></twin-folders-view>`;
      case 'similar':
        return html`<twin-similar-view
          .engine=${engine}
          .state=${appState}
        ></twin-similar-view>`;
      case 'plan':
        return html`<twin-plan-view
          .engine=${engine}
          .state=${appState}
          .place=${route.place}
        ></twin-plan-view>`;
      case 'quarantine':
        return html`<twin-quarantine-view
          .engine=${engine}
          .state=${appState}
        ></twin-quarantine-view>`;
      case 'skipped':
        return html`<twin-skipped-view
          .engine=${engine}
          .state=${appState}
        ></twin-skipped-view>`;
      case 'settings':
        return html`<twin-settings-view
          .engine=${engine}
          .state=${appState}
        ></twin-settings-view>`;
    }
  }

  private renderSkeleton(): TemplateResult {
    return html`<div class="page stack" aria-busy="true">
      <h1 class="visually-hidden">Twinsift is starting</h1>
      <div class="skeleton headline"></div>
      <div class="skeleton line"></div>
      <div class="skeleton action"></div>
    </div>`;
  }

  private renderDropTarget(): TemplateResult {
    return html`<div class="drop" aria-hidden="true">
      <div>${icon('folder', 48)}<span>Drop folders to add them</span></div>
    </div>`;
  }

  private onSkip(): void {
    void this.focusHeading();
  }

  private onRoute(from: Route, to: Route): void {
    if (from.kind === to.kind) return;
    // The result of a move has been seen; the screen shows what holds now when one comes back.
    const showedResult = from.kind === 'plan' || from.kind === 'quarantine';
    if (showedResult && this.engine?.state.operation?.isFinished === true)
      this.engine.dismissOperation();
    scrollTo(0, 0);
    void this.focusHeading();
  }

  /** After a change of screen the focus stands at its heading, not on nothing. */
  private async focusHeading(): Promise<void> {
    // A view renders its parts in turns; its heading may be two levels down.
    for (let turn = 0; turn < HEADING_TURNS; turn += 1) {
      await this.updateComplete;
      const heading = findHeading(this.main);
      if (heading !== undefined) {
        heading.focus({ preventScroll: true });
        return;
      }
      await nextFrame();
    }
  }

  private async onKey(event: KeyboardEvent): Promise<void> {
    if (event.key !== '?' || isTyping(event)) return;
    // A key may come before the first rendering, and what was chosen is only known from then on.
    if (!this.hasUpdated) await this.updateComplete;
    if (!letterKeys.isOn) return;
    event.preventDefault();
    await this.help.show();
  }

  private onHelpClosed(): void {
    // The screen changed under the dialog: what had the focus went with it, and the browser
    // leaves it in the closed dialog until it draws, then on nothing.
    const focused = this.shadowRoot?.activeElement ?? null;
    if (focused === null || focused === this.help) void this.focusHeading();
  }

  private say(text: string): void {
    // The same text twice is only read again when it changes.
    this.announced = this.announced === text ? `${text}\u00a0` : text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twinsift-app': TwinsiftApp;
  }
}
