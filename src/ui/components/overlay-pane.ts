import { LitElement, html, nothing, type TemplateResult } from 'lit';
import {
  customElement,
  property,
  query,
  queryAll,
  state,
} from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { GroupMember, PhotoSummary } from '../../domain/group.ts';
import { mayBeTransparent } from '../../domain/image-format.ts';
import { fileName } from '../../domain/photo.ts';
import type { AppEngine, ShownPicture } from '../../engine/app-engine.ts';
import { alignmentOf } from '../alignment.ts';
import { BlinkController } from '../controllers/blink-controller.ts';
import { FitController } from '../controllers/fit-controller.ts';
import { GestureController } from '../controllers/gesture-controller.ts';
import { PictureController } from '../controllers/picture-controller.ts';
import { FITTED, type ZoomView } from '../controllers/zoom-controller.ts';
import type { CompareMode } from '../events.ts';
import { baseStyles } from '../styles/base-styles.ts';
import { controlStyles } from '../styles/control-styles.ts';
import { overlayStyles } from '../styles/overlay-styles.ts';
import { pictureStyles } from '../styles/picture-styles.ts';

/** Shapes closer than this are stretched onto each other; a crop keeps its own shape. */
const SAME_SHAPE = 0.02;

/** The candidate over the keeper: slider, blink or difference. Turned copies are turned back. */
@customElement('twin-overlay-pane')
export class OverlayPane extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    pictureStyles,
    overlayStyles,
  ];

  @property({ attribute: false }) engine!: AppEngine;
  @property({ attribute: false }) keeper!: PhotoSummary;
  @property({ attribute: false }) member!: GroupMember;
  @property({ attribute: false }) mode: CompareMode = 'slider';
  @property({ attribute: false }) view: ZoomView = FITTED;
  @property({ attribute: false }) show!: (view: ZoomView) => void;

  @state() private splitPercent = 50;
  @query('.fit') private readonly fit!: HTMLElement | null;
  @query('.layer.top') private readonly top!: HTMLElement | null;
  @queryAll('.zoom') private readonly zoomed!: NodeListOf<HTMLElement>;
  @query('.turn') private readonly turn!: HTMLElement | null;

  private readonly below = new PictureController(this, () => ({
    file: this.keeper.key,
    load: () => this.engine.fullPicture(this.keeper),
  }));
  private readonly above = new PictureController(this, () => ({
    file: this.member.photo.key,
    load: () => this.engine.fullPicture(this.member.photo),
  }));
  private readonly blink = new BlinkController(
    this,
    () => this.mode === 'blink',
  );
  private readonly gestures = new GestureController(this, {
    view: () => this.view,
    show: (view) => {
      this.show(view);
    },
    fittedBox: () => this.fit?.getBoundingClientRect(),
  });

  private readonly fitted = new FitController(this, () => this.fit);

  protected override render(): TemplateResult {
    const below = this.below.state;
    const above = this.above.state;
    if (below.kind === 'failed' || above.kind === 'failed')
      return html`<div class="mat">
        <div class="failed">
          <strong>One of the two cannot be shown</strong>
          <span>Side by side shows the other one.</span>
        </div>
      </div>`;
    if (below.kind === 'loading' || above.kind === 'loading')
      return html`<div class="mat"><div class="skeleton"></div></div>`;
    return html`${this.renderStack(below.picture, above.picture)}
    ${this.renderControls()}`;
  }

  protected override updated(): void {
    const below = this.below.state;
    const above = this.above.state;
    if (below.kind !== 'shown' || above.kind !== 'shown') return;
    this.layOut(below.picture, above.picture);
  }

  private layOut(below: ShownPicture, above: ShownPicture): void {
    const { fit, top, turn } = this;
    if (fit === null || top === null || turn === null) return;
    const ratio = below.widthPx / below.heightPx;
    const alignment = alignmentOf(this.member.relation.transform);
    const own = above.widthPx / above.heightPx;
    const upright = alignment.isQuarterTurn ? 1 / own : own;
    const isSameShape = Math.abs(Math.log(upright / ratio)) < SAME_SHAPE;
    this.fitted.show(ratio);
    fit.style.setProperty('--split', `${this.splitPercent}%`);
    // A quarter turn exchanges the sides of the box before it is turned back, about the middle of
    // both. Others stay where they are: half a pixel beside it, equal pictures would differ.
    const { isQuarterTurn } = alignment;
    turn.style.width = isQuarterTurn ? `${100 / ratio}%` : '100%';
    turn.style.height = isQuarterTurn ? `${100 * ratio}%` : '100%';
    const middle = `translate(${(ratio - 1) * 50}%, ${(1 / ratio - 1) * 50}%)`;
    turn.style.transform = `${isQuarterTurn ? middle : ''} ${alignment.transform}`;
    top.classList.toggle('stretched', isSameShape);
    const { scale, x, y } = this.view;
    const zoom = `translate(${x * 100}%, ${y * 100}%) scale(${scale})`;
    for (const layer of this.zoomed) layer.style.transform = zoom;
  }

  private renderStack(
    below: ShownPicture,
    above: ShownPicture,
  ): TemplateResult {
    const { gestures } = this;
    const showsTop = this.mode !== 'blink' || this.blink.isOther;
    return html`<div
      class=${classMap({
        mat: true,
        zoomed: this.view.scale > 1,
        [this.mode]: true,
      })}
      @wheel=${gestures.onWheel}
      @dblclick=${gestures.onDoubleClick}
      @pointerdown=${gestures.onDown}
      @pointermove=${this.onMove}
      @pointerup=${gestures.onUp}
      @pointercancel=${gestures.onUp}
    >
      <div class="fit">
        <div
          class=${classMap({
            layer: true,
            checker: mayBeTransparent(this.keeper.format),
          })}
        >
          <div class="zoom">
            <img
              src=${below.url}
              alt=${fileName(this.keeper.path)}
              draggable="false"
            />
          </div>
        </div>
        <div
          class=${classMap({
            layer: true,
            top: true,
            checker: mayBeTransparent(this.member.photo.format),
          })}
          ?hidden=${!showsTop}
        >
          <div class="zoom">
            <div class="turn">
              <img
                src=${above.url}
                alt=${fileName(this.member.photo.path)}
                draggable="false"
              />
            </div>
          </div>
        </div>
        ${this.mode === 'slider' ? html`<div class="split"></div>` : nothing}
      </div>
    </div>`;
  }

  private renderControls(): TemplateResult | typeof nothing {
    switch (this.mode) {
      case 'slider':
        return html`<label class="control"
          ><span class="visually-hidden">Share of the picture to keep</span>
          <input
            type="range"
            min="0"
            max="100"
            .value=${String(this.splitPercent)}
            @input=${this.onSplit}
          />
        </label>`;
      case 'blink':
        return html`<div class="control row">
          <span class="tag"
            >${
              this.blink.isOther
                ? 'Showing the candidate'
                : 'Showing the one to keep'
            }</span
          >
          <button @click=${this.onBlink}>
            ${this.blink.isRunning ? 'Hold' : 'Show the other'}
          </button>
        </div>`;
      case 'difference':
        return html`<p class="control small">
          <span class="tag">Black is equal. Differences are brightened.</span>
        </p>`;
      case 'side':
        return nothing;
    }
  }

  private onMove(event: PointerEvent): void {
    this.gestures.onMove(event);
    const box = this.fit?.getBoundingClientRect();
    if (this.mode !== 'slider' || this.view.scale > 1 || box === undefined)
      return;
    if (event.buttons !== 1 || box.width === 0) return;
    const share = (event.clientX - box.left) / box.width;
    this.splitPercent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  }

  private onSplit(event: Event): void {
    if (event.currentTarget instanceof HTMLInputElement)
      this.splitPercent = Number(event.currentTarget.value);
  }

  private onBlink(): void {
    this.blink.press();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'twin-overlay-pane': OverlayPane;
  }
}
