import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** 20 × 20, drawn with strokes in the colour of the text. */
const SHAPES = {
  folder: svg`<path d="M2.5 6v9a1.5 1.5 0 0 0 1.5 1.5h12a1.5 1.5 0 0 0 1.5-1.5V7.5A1.5 1.5 0 0 0 16 6h-6L8 3.5H4A1.5 1.5 0 0 0 2.5 5z"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  pin: svg`<path d="M7 3h6l-.700 5.200L15 11H5l2.7-2.800zM10 11v6"/>`,
  away: svg`<path d="M4 10h11M11 5.500l4.5 4.5-4.5 4.5"/>`,
  lock: svg`<rect x="4" y="9" width="12" height="8" rx="1.5"/><path d="M6.5 9V6.500a3.5 3.5 0 0 1 7 0V9"/>`,
  unlock: svg`<rect x="4" y="9" width="12" height="8" rx="1.5"/><path d="M6.5 9V6a3.5 3.5 0 0 1 6.7-1.4"/>`,
  undo: svg`<path d="M7 4 3.5 7.5 7 11M3.5 7.500H12a4.5 4.5 0 0 1 0 9H8"/>`,
  next: svg`<path d="m8 5 5 5-5 5"/>`,
  previous: svg`<path d="m12 5-5 5 5 5"/>`,
  pause: svg`<path d="M7 4.500v11M13 4.500v11"/>`,
  play: svg`<path d="M6.5 4v12l9.5-6z"/>`,
  stop: svg`<rect x="5" y="5" width="10" height="10" rx="1"/>`,
  gear: svg`<circle cx="10" cy="10" r="2.5"/><path d="M10 2.500v2M10 15.500v2M2.5 10h2M15.5 10h2M4.7 4.700l1.4 1.400M13.9 13.900l1.4 1.400M15.3 4.700l-1.4 1.400M6.1 13.900l-1.4 1.4"/>`,
  help: svg`<circle cx="10" cy="10" r="7.5"/><path d="M7.8 7.900a2.2 2.2 0 1 1 3.3 1.900c-.7.4-1.1.800-1.1 1.700M10 14v.1"/>`,
  theme: svg`<circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.5"/><path d="M10 2v1.500M10 16.500V18M2 10h1.500M16.5 10H18M4.3 4.300l1.1 1.100M14.6 14.600l1.1 1.100M15.7 4.300l-1.1 1.100M5.4 14.600l-1.1 1.1"/>`,
  moon: svg`<path d="M16.5 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.5 8.500z"/>`,
  trash: svg`<path d="M3.5 5.500h13M8 5.500V3.500h4v2M5 5.500l.800 11h8.400l.8-11M8.3 8.500v5M11.7 8.500v5"/>`,
  box: svg`<path d="M3 6.500h14v10H3zM3 6.5 5 3.500h10l2 3M8 10h4"/>`,
  swap: svg`<path d="M3 7h12.500M12.5 4l3 3-3 3M17 13H4.500M7.5 10l-3 3 3 3"/>`,
  differs: svg`<path d="M4 7.500h12M4 12.500h12M13.5 3.500l-7 13"/>`,
  eye: svg`<path d="M2 10s3-5.5 8-5.500S18 10 18 10s-3 5.5-8 5.500S2 10 2 10z"/><circle cx="10" cy="10" r="2.5"/>`,
  download: svg`<path d="M10 3v9.500M6 9l4 4 4-4M3.5 16.500h13"/>`,
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>`,
  warning: svg`<path d="M10 3 2 16.500h16zM10 8v4M10 14.200v.1"/>`,
  broken: svg`<path d="M3 4h14v12H3zM3 13l4-4 3 3M17 11l-3-2-2 2M12 4l-2 4 2 3-2 5"/>`,
  scan: svg`<path d="M3 7V3.500h3.500M13.5 3.500H17V7M17 13v3.500h-3.500M6.5 16.500H3V13M3 10h14"/>`,
  compare: svg`<rect x="2.5" y="4" width="6.5" height="12" rx="1"/><rect x="11" y="4" width="6.5" height="12" rx="1" stroke-dasharray="2 1.8"/>`,
  star: svg`<path d="m10 2.800 2.200 4.600 5 .700-3.600 3.500.900 5L10 14.200l-4.500 2.400.900-5L2.800 8.100l5-.700z"/>`,
  report: svg`<path d="M5 2.500h7l3.5 3.500v11.500H5zM12 2.500V6h3.500M7.5 10h5M7.5 13h5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** A decorative icon: the control around it carries the name. */
export function icon(name: IconName, sizePx = 20): TemplateResult {
  return html`<svg
    width=${sizePx}
    height=${sizePx}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${SHAPES[name]}
  </svg>`;
}

/** The mark: a photo and its twin, moving away. */
export function logo(): TemplateResult {
  return html`<svg
    width="28"
    height="28"
    viewBox="0 0 28 28"
    fill="none"
    aria-hidden="true"
  >
    <rect
      x="10.8"
      y="9.8"
      width="14"
      height="14"
      rx="2.5"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-dasharray="3.2 2.4"
    />
    <rect x="3" y="4" width="15" height="15" rx="2.5" fill="var(--accent)" />
    <path
      d="m5.5 15.5 3.8-4.6 2.7 3 1.8-1.9 2 2.300v1.200z"
      fill="var(--accent-ink)"
    />
    <circle cx="13.5" cy="8.5" r="1.5" fill="var(--accent-ink)" />
  </svg>`;
}
