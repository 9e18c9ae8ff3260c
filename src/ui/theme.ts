export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const NAMES: Record<Theme, string> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
};

export function themeName(theme: Theme): string {
  return NAMES[theme];
}

/** The theme a stored text stands for; anything unknown follows the system. */
export function themeOf(stored: string | null | undefined): Theme {
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

/** Light and dark are set on the document, `system` leaves it to the browser. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** What the document shows now. */
export function shownTheme(): Theme {
  return themeOf(document.documentElement.dataset['theme']);
}

export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
}
