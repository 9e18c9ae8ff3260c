import {
  LitElement,
  html,
  nothing,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type {
  KeeperPreset,
  KeeperSettings,
} from '../../domain/keeper-settings.ts';
import {
  DEFAULT_SETTINGS,
  type FingerprintSettings,
  type ListingSettings,
  type MatchingSettings,
  type Settings,
} from '../../domain/settings.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { AppState } from '../../engine/app-state.ts';
import '../components/keeper-fields.ts';
import '../components/matching-fields.ts';
import '../components/listing-fields.ts';
import '../components/page-fields.ts';
import '../components/threshold-panel.ts';
import { announce } from '../events.ts';
import { countOf } from '../format-numbers.ts';
import { rebaseSettings } from '../rebase-settings.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { settingsStyles } from '../styles/settings-styles.ts';

/** A slider reports every step on its way. */
const REGROUP_AFTER_MS = 60;

/** What counts as the same photo, what is read, and what a change would cost. */
@customElement('twin-settings-view')
export class SettingsView extends LitElement {
  static override styles = [baseStyles, controlStyles, settingsStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) state!: AppState;
  @query('h1') private readonly heading!: HTMLElement;
  @state() private draft!: Settings;
  private regrouping: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    if (!changed.has('state')) return;
    const { settings } = this.state;
    if (before === undefined) this.draft = settings;
    else if (before.settings !== settings)
      this.draft = rebaseSettings(this.draft, before.settings, settings);
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    return html`<div class="page stack">
      <h1 tabindex="-1">Settings</h1>
      <twin-matching-fields
        .matching=${draft.matching}
        .onMatching=${this.onMatching}
      ></twin-matching-fields>
      <twin-threshold
        .engine=${this.engine}
        .state=${this.state}
        .matching=${draft.matching}
        .isLive=${this.isHashApplied}
        .onThreshold=${this.onThreshold}
      ></twin-threshold>
      <twin-keeper-fields
        .keeper=${draft.keeper}
        .onKeeper=${this.onKeeper}
        .onPresets=${this.onPresets}
      ></twin-keeper-fields>
      <twin-listing-fields
        .listing=${draft.listing}
        .fingerprint=${draft.fingerprint}
        .onListing=${this.onListing}
        .onFingerprint=${this.onFingerprint}
      ></twin-listing-fields>
      <twin-page-fields></twin-page-fields>
      ${this.renderApply()}
    </div>`;
  }

  /** A threshold means nothing but for the hash it is held against. */
  private get isHashApplied(): boolean {
    const { algorithm, hashSize } = this.state.settings.matching;
    const { matching } = this.draft;
    return algorithm === matching.algorithm && hashSize === matching.hashSize;
  }

  private renderApply(): TemplateResult {
    const effect = this.engine.effectOf(this.draft);
    const isSame = effect.kind === 'none';
    return html`<div class="apply">
      <p class="grow" role="status" data-testid="settings-effect">
        ${effect.words}
        ${
          effect.rereadCount > 0
            ? html`<strong
                >${countOf(effect.rereadCount, 'file')} will be read
                again.</strong
              >`
            : nothing
        }
      </p>
      <button class="quiet" @click=${this.onDefaults}>Usual settings</button>
      ${
        isSame ? nothing : html`<button @click=${this.onRevert}>Revert</button>`
      }
      <button class="primary" ?disabled=${isSame} @click=${this.onApply}>
        Apply
      </button>
    </div>`;
  }

  private readonly onThreshold = (thresholdBits: number): void => {
    this.onMatching({ thresholdBits });
    if (!this.isHashApplied) return;
    clearTimeout(this.regrouping);
    this.regrouping = setTimeout(() => {
      const { settings } = this.engine.state;
      void this.engine.applySettings({
        ...settings,
        matching: { ...settings.matching, thresholdBits },
      });
    }, REGROUP_AFTER_MS);
  };

  private readonly onMatching = (part: Partial<MatchingSettings>): void => {
    this.draft = {
      ...this.draft,
      matching: { ...this.draft.matching, ...part },
    };
  };

  private readonly onKeeper = (part: Partial<KeeperSettings>): void => {
    this.draft = { ...this.draft, keeper: { ...this.draft.keeper, ...part } };
  };

  /** Saved at once, whatever becomes of the rest of the draft. */
  private readonly onPresets = (presets: readonly KeeperPreset[]): void => {
    this.onKeeper({ presets });
    const { settings } = this.engine.state;
    void this.engine.applySettings({
      ...settings,
      keeper: { ...settings.keeper, presets },
    });
  };

  private readonly onListing = (part: Partial<ListingSettings>): void => {
    this.draft = { ...this.draft, listing: { ...this.draft.listing, ...part } };
  };

  private readonly onFingerprint = (
    part: Partial<FingerprintSettings>,
  ): void => {
    this.draft = {
      ...this.draft,
      fingerprint: { ...this.draft.fingerprint, ...part },
    };
  };

  private onDefaults(): void {
    const { presets } = this.draft.keeper;
    this.draft = {
      ...DEFAULT_SETTINGS,
      keeper: { ...DEFAULT_SETTINGS.keeper, presets },
    };
  }

  private onRevert(): void {
    this.draft = this.state.settings;
  }

  private onApply(): void {
    void this.apply();
  }

  private async apply(): Promise<void> {
    await this.engine.applySettings(this.draft);
    announce(this, 'Settings applied');
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-settings-view': SettingsView;
  }
}
