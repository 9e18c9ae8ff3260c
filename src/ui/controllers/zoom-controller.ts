import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What both pictures show: scale 1 fits; the offset is a share of the fitted picture's size. */
export interface ZoomView {
  scale: number;
  x: number;
  y: number;
}

export const FITTED: ZoomView = { scale: 1, x: 0, y: 0 };
const LARGEST_SCALE = 16;
const STEP = 1.5;

/** Scales about a point given as a share of the fitted picture from its centre (−0.5…0.5). */
export function zoomedAt(
  view: ZoomView,
  factor: number,
  atX: number,
  atY: number,
): ZoomView {
  const scale = Math.min(LARGEST_SCALE, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return clamped({
    scale,
    x: atX - (atX - view.x) * ratio,
    y: atY - (atY - view.y) * ratio,
  });
}

/** Never so far that the picture leaves its place. */
export function clamped(view: ZoomView): ZoomView {
  const most = (view.scale - 1) / 2;
  const within = (value: number): number =>
    Math.min(most, Math.max(-most, value));
  // + 0 turns −0 into 0.
  return { scale: view.scale, x: within(view.x) + 0, y: within(view.y) + 0 };
}

/** One zoom and pan for all pictures of a comparison. */
export class ZoomController implements ReactiveController {
  view: ZoomView = FITTED;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to hold on to; the interface wants one method.
  }

  show(view: ZoomView): void {
    this.view = view;
    this.host.requestUpdate();
  }

  zoomIn(): void {
    this.show(zoomedAt(this.view, STEP, 0, 0));
  }

  zoomOut(): void {
    this.show(zoomedAt(this.view, 1 / STEP, 0, 0));
  }

  fit(): void {
    this.show(FITTED);
  }
}
