const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Characters that a file name may hold and that would hide or reorder the rest of it on screen:
 * control characters, bidi overrides and isolates, invisible marks. (The joiners U+200C and
 * U+200D stay: emoji and several scripts need them.)
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex -- they are exactly what must be made visible
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text for an HTML element or a quoted attribute. Hidden characters are spelt out as
 * `⟨U+202E⟩`, so that a name cannot pretend to be another one.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(HIDDEN, spelledOut)
    .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

const PICTURE_DATA_URL =
  /^data:image\/(?:png|jpeg|webp|gif|avif);base64,[A-Za-z0-9+/]+={0,2}$/u;

/** Whether `url` is a base64 picture and nothing that could leave its attribute or run. */
export function isPictureDataUrl(url: string): boolean {
  return PICTURE_DATA_URL.test(url);
}
