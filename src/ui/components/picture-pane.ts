import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { PhotoSummary } from '../../domain/group.ts';
import { formatName } from '../../domain/image-format.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine, ShownPicture } from '../../engine/app-engine.ts';
import { FitController } from '../controllers/fit-controller.ts';
import { GestureController } from '../controllers/gesture-controller.ts';
import { PictureController } from '../controllers/picture-controller.ts';
import { FITTED, type ZoomView } from '../controllers/zoom-controller.ts';
import { send } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { pictureStyles } from '../styles/picture-styles.ts';
import { mayBeTransparent } from '../../domain/image-format.ts';
import { icon } from './icon.ts';

/** Above this many screen pixels per picture pixel, smoothing would invent detail. */
const SHARP_FROM_SCALE = 2;

/** One whole picture, zoomed and panned together with its twin. */
@customElement('twin-picture-pane')
export class PicturePane extends LitElement {
  static override styles = [baseStyles, pictureStyles];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) photo!: PhotoSummary;
  @property({ attribute: false }) view: ZoomView = FITTED;
  @property({ attribute: false }) show!: (view: ZoomView) => void;
  /** Swiping decides about this picture. */
  @property({ type: Boolean }) swipes = false;

  @query('img') private readonly image!: HTMLImageElement | null;
  @query('.fit') private readonly fit!: HTMLElement | null;
  @query('.layer') private readonly layer!: HTMLElement | null;

  /** The picture as it is shown, once it is. */
  get shownImage(): HTMLImageElement | undefined {
    return this.image ?? undefined;
  }

  private readonly picture = new PictureController(this, () => ({
    file: this.photo.key,
    load: () => this.engine.fullPicture(this.photo),
  }));

  private readonly gestures = new GestureController(this, {
    view: () => this.view,
    show: (view) => {
      this.show(view);
    },
    fittedBox: () => this.fit?.getBoundingClientRect(),
    swipe: (direction) => {
      if (this.swipes)
        send(this, 'twin-command', direction === 'left' ? 'move' : 'keep');
    },
  });

  private readonly fitted = new FitController(this, () => this.fit);

  protected override render(): TemplateResult {
    const { state } = this.picture;
    const { gestures } = this;
    return html`<div
      class=${classMap({ mat: true, zoomed: this.view.scale > 1 })}
      @wheel=${gestures.onWheel}
      @dblclick=${gestures.onDoubleClick}
      @pointerdown=${gestures.onDown}
      @pointermove=${gestures.onMove}
      @pointerup=${gestures.onUp}
      @pointercancel=${gestures.onUp}
    >
      ${state.kind === 'loading' ? html`<div class="skeleton"></div>` : nothing}
      ${state.kind === 'shown' ? this.renderPicture(state.picture) : nothing}
      ${state.kind === 'failed' ? this.renderFailed() : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { state } = this.picture;
    if (this.fit === null || this.layer === null || state.kind !== 'shown')
      return;
    const { widthPx, heightPx } = state.picture;
    this.fitted.show(widthPx / heightPx);
    const { scale, x, y } = this.view;
    this.layer.style.transform = `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
    const shownWidth = this.fit.clientWidth * scale * devicePixelRatio;
    this.layer.classList.toggle(
      'sharp',
      shownWidth / widthPx > SHARP_FROM_SCALE && scale > 1,
    );
  }

  private renderPicture(picture: ShownPicture): TemplateResult {
    return html`<div class="fit">
      <div class=${this.layerClass()}>
        <img
          src=${picture.url}
          alt=${fileName(this.photo.path)}
          draggable="false"
          decoding="async"
          @error=${this.onError}
        />
      </div>
    </div>`;
  }

  private layerClass(): string {
    return mayBeTransparent(this.photo.format) ? 'layer checker' : 'layer';
  }

  private renderFailed(): TemplateResult {
    return html`<div class="failed">
      ${icon('broken', 32)}
      <strong>This picture cannot be shown</strong>
      <span
        >${formatName(this.photo.format)}, ${this.photo.widthPx} ×
        ${this.photo.heightPx}. It was compared all the same; the facts below
        hold.</span
      >
    </div>`;
  }

  private onError(): void {
    this.picture.fail();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-picture-pane': PicturePane;
  }
}
