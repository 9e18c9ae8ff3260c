import { baseStyles } from './base-styles.ts';

/**
 * To be called when the window has another size. WebKit (2.50, and so Safari) keeps the outcome of
 * media queries for shadow trees with the same style sheets; those made after the size changed,
 * while no other stood in the page, would still be drawn for the old one. A change to a sheet that
 * all of them have makes it look again; the rule itself matters to nothing.
 */
export function restyle(): void {
  const { styleSheet } = baseStyles;
  styleSheet?.deleteRule(styleSheet.insertRule('x-none {}'));
}
