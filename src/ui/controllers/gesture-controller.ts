import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SMALL_QUERY } from './media-controller.ts';
import { clamped, zoomedAt, type ZoomView } from './zoom-controller.ts';

/** What the gestures work on; sizes are those of the fitted picture, px. */
export interface GestureTarget {
  view: () => ZoomView;
  show: (view: ZoomView) => void;
  /** Box of the fitted picture on screen before zoom. */
  fittedBox: () => DOMRect | undefined;
  /** A quick sideways stroke over an unzoomed picture. */
  swipe?: (direction: 'left' | 'right') => void;
}

const WHEEL_STEP = 0.0016;
const DOUBLE_CLICK_SCALE = 3;
const SWIPE_PX = 60;

interface Point {
  x: number;
  y: number;
}

/** Wheel, drag, pinch, double-click and swipe. The host binds the handlers in its template. */
export class GestureController implements ReactiveController {
  private readonly target: GestureTarget;
  private readonly pointers = new Map<number, Point>();
  private start: Point | undefined;
  private hadTwo = false;

  constructor(host: ReactiveControllerHost, target: GestureTarget) {
    this.target = target;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pointers.clear();
  }

  readonly onWheel = (event: WheelEvent): void => {
    if (event.deltaY === 0) return;
    // In a small window pictures fill the page: there the wheel scrolls it, and zooms with Ctrl.
    const isPage = matchMedia(SMALL_QUERY).matches && !event.ctrlKey;
    if (isPage && this.target.view().scale === 1) return;
    event.preventDefault();
    // Lines instead of pixels (Firefox): one line is about 16 px.
    const deltaPx = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    // A pinch on a trackpad arrives as a fine wheel with Ctrl.
    const step = event.ctrlKey ? WHEEL_STEP * 6 : WHEEL_STEP;
    this.zoomAt(Math.exp(-deltaPx * step), event.clientX, event.clientY);
  };

  readonly onDoubleClick = (event: MouseEvent): void => {
    const isZoomed = this.target.view().scale > 1.01;
    const factor = isZoomed ? 0 : DOUBLE_CLICK_SCALE;
    this.zoomAt(factor, event.clientX, event.clientY);
  };

  readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (event.currentTarget instanceof Element)
      event.currentTarget.setPointerCapture(event.pointerId);
    const at = { x: event.clientX, y: event.clientY };
    this.pointers.set(event.pointerId, at);
    this.start = this.pointers.size === 1 ? at : undefined;
    this.hadTwo = this.pointers.size > 1;
  };

  readonly onMove = (event: PointerEvent): void => {
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.pointers].find(
      ([id]) => id !== event.pointerId,
    )?.[1];
    this.pointers.set(event.pointerId, now);
    if (other !== undefined) this.pinch(before, now, other);
    else if (this.target.view().scale > 1) this.pan(before, now);
  };

  readonly onUp = (event: PointerEvent): void => {
    const { start } = this;
    if (!this.pointers.delete(event.pointerId)) return;
    if (event.type === 'pointercancel' || start === undefined || this.hadTwo)
      return;
    this.start = undefined;
    if (event.pointerType === 'mouse' || this.target.view().scale > 1) return;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy))
      this.target.swipe?.(dx < 0 ? 'left' : 'right');
  };

  private pan(before: Point, now: Point): void {
    const box = this.target.fittedBox();
    if (box === undefined) return;
    const view = this.target.view();
    const x = view.x + (now.x - before.x) / box.width;
    const y = view.y + (now.y - before.y) / box.height;
    this.target.show(clamped({ scale: view.scale, x, y }));
  }

  private pinch(before: Point, now: Point, other: Point): void {
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(now.x - other.x, now.y - other.y);
    if (was < 1) return;
    this.zoomAt(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  private zoomAt(factor: number, clientX: number, clientY: number): void {
    const box = this.target.fittedBox();
    if (box === undefined || box.width === 0) return;
    const atX = (clientX - box.left) / box.width - 0.5;
    const atY = (clientY - box.top) / box.height - 0.5;
    this.target.show(zoomedAt(this.target.view(), factor, atX, atY));
  }
}
