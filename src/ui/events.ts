import type { FileKey } from '../domain/photo-id.ts';
import type { ReviewCommand } from './review-keys.ts';
import type { Theme } from './theme.ts';

/** How two pictures are put beside or over each other. */
export type CompareMode = 'side' | 'slider' | 'blink' | 'difference';

declare global {
  interface HTMLElementEventMap {
    /** Text for the polite live region of the app. */
    'twin-announce': CustomEvent<string>;
    /** Asks the app to open the help dialog. */
    'twin-help': CustomEvent<undefined>;
    /** Something to do in the review, from a button, a key or a swipe. */
    'twin-command': CustomEvent<ReviewCommand>;
    /** A member of the open group was picked, by its index. */
    'twin-pick-member': CustomEvent<number>;
    /** Another theme was chosen; the app shows and remembers it. */
    'twin-theme': CustomEvent<Theme>;
    /** Single-character commands were switched on or off. */
    'twin-letter-keys': CustomEvent<boolean>;
    /** A photo of a series has the focus. */
    'twin-pick-photo': CustomEvent<FileKey>;
    /** A photo of a series is to be a favourite, or none any more. */
    'twin-favourite': CustomEvent<FileKey>;
    'twin-compare-mode': CustomEvent<CompareMode>;
  }

  interface WindowEventMap {
    'twin-theme': CustomEvent<Theme>;
  }
}

/** Says something to people who do not see it happen. */
export function announce(from: EventTarget, text: string): void {
  send(from, 'twin-announce', text);
}

/** Fires one of the events above, through shadow roots. */
export function send<K extends keyof HTMLElementEventMap>(
  from: EventTarget,
  type: K,
  detail: HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never,
): void {
  from.dispatchEvent(
    new CustomEvent(type, { detail, bubbles: true, composed: true }),
  );
}
