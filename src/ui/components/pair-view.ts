import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Group, GroupMember, PhotoSummary } from '../../domain/group.ts';
import { pathName } from '../../domain/path-name.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import type { AppEngine } from '../../engine/app-engine.ts';
import type { RootView } from '../../engine/app-state.ts';
import { RoomController } from '../controllers/room-controller.ts';
import {
  ZoomController,
  type ZoomView,
} from '../controllers/zoom-controller.ts';
import type { CompareMode } from '../events.ts';
import { memberBadge, keeperBadge, type Badge } from '../member-badge.ts';
import { areLargerStacked } from '../pair-layout.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { pairStyles } from '../styles/pair-styles.ts';
import { TurnElement } from '../turn-element.ts';
import { icon } from './icon.ts';
import './overlay-pane.ts';
import './picture-pane.ts';
import type { PicturePane } from './picture-pane.ts';

/** Keeper left or above, candidate right or below, one zoom for both; or one over the other. */
@customElement('twin-pair')
export class PairView extends TurnElement {
  static override styles = [baseStyles, controlStyles, pairStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) group!: Group;
  /** What stays for the member: `keptFor`. */
  @property({ attribute: false }) kept!: PhotoSummary;
  @property({ attribute: false }) member!: GroupMember;
  @property({ attribute: false }) roots!: readonly RootView[];
  @property({ attribute: false }) mode: CompareMode = 'side';

  @query('.candidate twin-picture-pane')
  private readonly pane!: PicturePane | null;

  readonly zoom = new ZoomController(this);
  private readonly room = new RoomController(this);

  /** The candidate's picture where both stand side by side. */
  get candidateImage(): HTMLImageElement | undefined {
    return this.pane?.shownImage;
  }

  protected override render(): TemplateResult {
    const { group, member, kept } = this;
    const keeper = keeperBadge(group);
    const candidate = memberBadge(member);
    const isStacked = areLargerStacked(this.room, [kept, member.photo]);
    return html`<div
      class=${classMap({ pair: true, [this.mode]: true, stacked: isStacked })}
    >
      <figure class=${`half keeper ${keeper.look}`}>
        ${this.renderCaption(kept, keeper)}
        ${this.mode === 'side' ? this.renderPane(kept, false) : nothing}
      </figure>
      <figure class=${`half candidate ${candidate.look}`}>
        ${this.renderCaption(member.photo, candidate)}
        ${this.mode === 'side' ? this.renderPane(member.photo, true) : nothing}
      </figure>
      ${
        this.mode === 'side'
          ? nothing
          : html`<twin-overlay-pane
              class="over"
              .engine=${this.engine}
              .keeper=${kept}
              .member=${member}
              .mode=${this.mode}
              .view=${this.zoom.view}
              .show=${this.show}
            ></twin-overlay-pane>`
      }
    </div>`;
  }

  private renderCaption(photo: PhotoSummary, badge: Badge): TemplateResult {
    const path = pathName(photo, this.roots);
    const folder = folderOf(path);
    return html`<figcaption>
      <span class=${`badge ${badge.look}`}
        >${icon(badge.icon, 16)}${badge.words}</span
      >
      <span class="names" title=${path}>
        <span class="file clip">${fileName(photo.path)}</span>
        <span class="folder clip">${folder === '' ? '' : `${folder}/`}</span>
      </span>
      ${
        photo.isProtected
          ? html`<span class="tag" title="This folder is protected"
              >${icon('lock', 12)} Protected</span
            >`
          : nothing
      }
    </figcaption>`;
  }

  private renderPane(photo: PhotoSummary, swipes: boolean): TemplateResult {
    return html`<twin-picture-pane
      class="frame"
      .engine=${this.engine}
      .photo=${photo}
      .view=${this.zoom.view}
      .show=${this.show}
      ?swipes=${swipes}
    ></twin-picture-pane>`;
  }

  private readonly show = (view: ZoomView): void => {
    this.zoom.show(view);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-pair': PairView;
  }
}
