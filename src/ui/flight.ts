/** Where something is on the screen, px. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Within the 120–200 ms that a motion may take. */
export const FLIGHT_MS = 180;

/** How small it arrives, as a part of the size it started with. */
const ARRIVAL_SCALE = 0.06;

/** From its place onto the middle of another, getting small and fading on the last bit. */
export function flightFrames(from: Place, to: Place): Keyframe[] {
  const x = to.left + to.width / 2 - (from.left + from.width / 2);
  const y = to.top + to.height / 2 - (from.top + from.height / 2);
  return [
    { transform: 'none', opacity: 0.9 },
    { opacity: 0.9, offset: 0.7 },
    {
      transform: `translate(${x}px, ${y}px) scale(${ARRIVAL_SCALE})`,
      opacity: 0,
    },
  ];
}

/**
 * Shows that a picture went somewhere: a likeness of it slides from its place to another one. The
 * picture itself is left alone, so the next one can take its place at once. Nothing moves for
 * people who asked for less motion.
 */
export function flyTo(picture: HTMLImageElement, to: Element): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const from = picture.getBoundingClientRect();
  if (from.width < 1 || from.height < 1) return;
  const likeness = drawn(picture, from);
  if (likeness === undefined) return;
  document.body.append(likeness);
  const flight = likeness.animate(
    flightFrames(from, to.getBoundingClientRect()),
    { duration: FLIGHT_MS, easing: 'cubic-bezier(0.5, 0, 0.8, 0.6)' },
  );
  const land = (): void => {
    likeness.remove();
  };
  flight.onfinish = land;
  flight.oncancel = land;
}

/** Drawn, not linked: the picture's address is given back as soon as the next one is shown. */
function drawn(
  picture: HTMLImageElement,
  place: Place,
): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(place.width);
  canvas.height = Math.round(place.height);
  const context = canvas.getContext('2d');
  if (context === null || !picture.complete || picture.naturalWidth === 0)
    return undefined;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  canvas.setAttribute('aria-hidden', 'true');
  Object.assign(canvas.style, {
    position: 'fixed',
    left: `${place.left}px`,
    top: `${place.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
    zIndex: '20',
    pointerEvents: 'none',
  });
  return canvas;
}
