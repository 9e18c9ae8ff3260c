import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** A small landscape, the same in both frames: that is the point. */
function landscape(): SVGTemplateResult {
  return svg`
    <rect width="168" height="126" fill="light-dark(#bcd9e8, #24475c)"/>
    <circle cx="124" cy="36" r="15" fill="light-dark(#fff4d6, #f3d9a2)"/>
    <path d="M0 88 44 46l34 34 22-20 68 52v14H0z" fill="light-dark(#7fa8a0, #2f6a61)"/>
    <path d="M0 104c30-14 58-12 84-2s56 8 84-4v28H0z" fill="light-dark(#3f7a6c, #1d4b43)"/>`;
}

/** The whole app in one drawing: one photo stays, its twin goes into the box. */
export function startPicture(): TemplateResult {
  return html`<svg
    class="picture"
    viewBox="0 0 480 320"
    fill="none"
    aria-hidden="true"
  >
    <defs>
      <clipPath id="frame"><rect width="168" height="126" /></clipPath>
    </defs>
    <g transform="translate(214 118) rotate(5)">
      <rect
        x="-10"
        y="-10"
        width="188"
        height="146"
        rx="4"
        fill="var(--surface-card)"
        stroke="var(--ink-soft)"
        stroke-width="2"
        stroke-dasharray="7 6"
      />
      <g clip-path="url(#frame)" opacity="0.55">${landscape()}</g>
    </g>
    <g transform="translate(66 44) rotate(-4)">
      <rect
        x="-10"
        y="-10"
        width="188"
        height="146"
        rx="4"
        fill="var(--surface-card)"
        stroke="var(--accent)"
        stroke-width="3"
      />
      <g clip-path="url(#frame)">${landscape()}</g>
      <g transform="translate(-22 -22)">
        <circle cx="12" cy="12" r="17" fill="var(--accent)" />
        <path
          d="m4.5 12.5 5 5 10-11"
          stroke="var(--accent-ink)"
          stroke-width="3"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </g>
    </g>
    <path
      d="M400 214c26 6 34 18 30 38"
      stroke="var(--ink-soft)"
      stroke-width="2.5"
      stroke-linecap="round"
      stroke-dasharray="1 7"
    />
    <g
      stroke="var(--ink-soft)"
      stroke-width="2.5"
      stroke-linejoin="round"
      stroke-linecap="round"
    >
      <path
        d="M386 268h84v40h-84zM386 268l12-12h60l12 12M418 284h20"
        fill="var(--surface-card)"
      />
    </g>
  </svg>`;
}
